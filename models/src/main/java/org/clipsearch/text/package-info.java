/** Sentences to token ids, by the checkpoint's own {@code tokenizer.json}. */
package org.clipsearch.text;
