/**
 * Which files make a model, and what they hold: configuration, tensors, tokenizer. Everything is
 * checked here, so that what comes out fits together.
 */
package org.clipsearch.weights;
