/**
 * The peer ONNX Runtime: CLIP's towers as ONNX models, which are written here from a checkpoint,
 * and run by it.
 *
 * <p>{@link org.clipsearch.onnx.OnnxFile} writes protobuf by itself; {@link
 * org.clipsearch.onnx.Layers} has the nodes of a transformer, {@link
 * org.clipsearch.onnx.ImageGraph} and {@link org.clipsearch.onnx.TextGraph} the towers around them.
 */
package org.clipsearch.onnx;
