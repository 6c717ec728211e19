/**
 * Makes the bundled model: draws scenes, writes captions to them, and trains both towers to bring
 * the two together. {@link org.clipsearch.training.Recipe} has all that was chosen; {@code
 * clipsearch bench train-demo} runs it.
 */
package org.clipsearch.training;
