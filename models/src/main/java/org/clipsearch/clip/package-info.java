/**
 * Runs CLIP's two towers through DJL: the TorchScript program, precision, device, batches. The only
 * package, beside the tokenizer's, that uses DJL.
 */
package org.clipsearch.clip;
