package org.clipsearch.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.clipsearch.embedding.Embedding;

/** A tower in ONNX Runtime, on the CPU. Thread-safe; passes run one after the other. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** Writes a model to a file. */
  interface Model {
    void write(Path file) throws IOException;
  }

  /** Makes a run's inputs, which are closed after it. */
  interface Inputs {
    Map<String, OnnxTensor> make(OrtEnvironment environment) throws OrtException;
  }

  /**
   * Loads a model by way of a temporary file.
   *
   * @param threads that compute, at least 1
   */
  OnnxSession(Model model, int threads) throws IOException {
    Path file = Files.createTempFile("clipsearch-", ".onnx");
    try (SessionOptions options = new SessionOptions()) {
      environment.setTelemetry(false); // which it has on Windows
      model.write(file);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      session = environment.createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the model", e);
    } finally {
      Files.delete(file);
    }
  }

  /** One pass; one embedding a row of the result {@code [B, E]}. */
  synchronized List<Embedding> run(Inputs inputs) {
    try {
      Map<String, OnnxTensor> tensors = inputs.make(environment);
      try (OrtSession.Result result = session.run(tensors)) {
        return rows((OnnxTensor) result.get(0));
      } finally {
        tensors.values().forEach(OnnxTensor::close);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot run the model", e);
    }
  }

  private static List<Embedding> rows(OnnxTensor result) {
    FloatBuffer numbers = result.getFloatBuffer();
    float[] row = new float[Math.toIntExact(result.getInfo().getShape()[1])];
    List<Embedding> embeddings = new ArrayList<>();
    while (numbers.hasRemaining()) {
      numbers.get(row);
      embeddings.add(Embedding.of(row));
    }
    return embeddings;
  }

  @Override
  public synchronized void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close the model", e);
    }
  }
}
