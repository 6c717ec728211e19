/**
 * Image files to upright RGB pixels to CLIP's input: decoding by OpenCV, resampling by Pillow's
 * rules. The only package that uses OpenCV and metadata-extractor.
 */
package org.clipsearch.image;
