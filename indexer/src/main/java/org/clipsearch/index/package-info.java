/**
 * The Lucene index, both directions: what is stored ({@link org.clipsearch.index.IndexFields}), who
 * writes it, who searches it. The only package that uses Lucene; others see {@link
 * org.clipsearch.index.ImageIndex}, which another engine could stand behind.
 */
package org.clipsearch.index;
