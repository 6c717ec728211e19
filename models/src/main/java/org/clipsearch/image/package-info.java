/**
 * Image files to upright RGB pixels to CLIP's input: decoding by OpenCV, and by libheif where it is
 * installed, resampling by Pillow's rules. The only package that uses OpenCV.
 */
package org.clipsearch.image;
