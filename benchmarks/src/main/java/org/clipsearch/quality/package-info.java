/**
 * What a model finds and names, measured on drawn scenes: pictures whose truth is known to the last
 * detail.
 */
package org.clipsearch.quality;
