/** A vector of unit length, and who can make one of a picture or of a text. */
package org.clipsearch.embedding;
