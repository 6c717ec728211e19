package org.clipsearch.clip;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.platform.CLibrary;
import org.clipsearch.weights.StorageType;
import org.clipsearch.weights.StoredTensor;
import org.clipsearch.weights.TensorSource;
import org.clipsearch.weights.TensorSpec;

/**
 * A loaded program with its weights. Where the file stores what the tower computes with, libtorch
 * works on the mapped file itself and nothing is copied. Thread-safe; no more passes run at once
 * than there are cores for.
 */
final class Tower implements AutoCloseable {
  private final Model model;
  private final TensorSource weights;
  private final Arena arena = Arena.ofShared();
  private final int passes;
  private final Semaphore free;

  private Tower(Model model, TensorSource weights, int passes) {
    this.model = model;
    this.weights = weights;
    this.passes = passes;
    this.free = new Semaphore(passes, true);
  }

  /**
   * Loads a program and hands it its weights.
   *
   * @param weights closed with the tower
   */
  static Tower load(
      TowerProgram program, Compute compute, TensorSource weights, TowerWeights towerWeights)
      throws IOException {
    Model model = Model.newInstance("clip", compute.device(), Compute.ENGINE);
    Tower tower = new Tower(model, weights, compute.passes());
    try {
      tower.model.load(new ByteArrayInputStream(program.pack()));
      tower.handOver(towerWeights);
      return tower;
    } catch (MalformedModelException e) {
      tower.close();
      throw new IllegalStateException("libtorch refuses the program", e);
    } catch (IOException | RuntimeException e) {
      tower.close();
      throw e;
    }
  }

  /**
   * What a tower's program is handed once.
   *
   * @param specs the tensors of the files
   * @param more named arrays beside them
   */
  record TowerWeights(List<TensorSpec> specs, Function<NDManager, NDList> more) {}

  private void handOver(TowerWeights towerWeights) throws IOException {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList inputs = new NDList();
      for (TensorSpec spec : towerWeights.specs()) {
        inputs.add(array(manager, weights.get(spec)));
      }
      inputs.addAll(towerWeights.more().apply(manager));
      for (NDArray input : inputs) {
        input.setName("weights." + input.getName()); // an entry of the dictionary of that name
      }
      inputs.add(method(manager, "load"));
      run(inputs).close();
    }
  }

  /** Gives back the file's memory, where the program has copies of what is large. */
  void release(List<TensorSpec> specs) throws IOException {
    for (TensorSpec spec : specs) {
      CLibrary.release(weights.get(spec).data());
    }
  }

  /** An input that stands for no argument: which of the module's methods to run. */
  static NDArray method(NDManager manager, String name) {
    NDArray method = manager.create(0);
    method.setName("module_method:" + name);
    return method;
  }

  static Shape shape(TensorSpec spec) {
    return new Shape(spec.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  private NDArray array(NDManager manager, StoredTensor tensor) {
    DataType type = tensor.type() == StorageType.F16 ? DataType.FLOAT16 : DataType.FLOAT32;
    ByteBuffer numbers = numbers(tensor).asByteBuffer().order(ByteOrder.nativeOrder());
    NDArray array = manager.create(numbers, shape(tensor.spec()), type);
    array.setName(tensor.spec().name());
    return array;
  }

  /** The mapped bytes themselves, where DJL knows their type and they lie as numbers should. */
  private MemorySegment numbers(StoredTensor tensor) {
    MemorySegment data = tensor.data();
    if (tensor.type() == StorageType.BF16) { // kills the process; as float32 it stays exact
      long size = tensor.spec().size();
      MemorySegment floats = arena.allocate(ValueLayout.JAVA_FLOAT, size);
      for (long i = 0; i < size; i++) {
        floats.setAtIndex(ValueLayout.JAVA_FLOAT, i, tensor.get(i));
      }
      return floats;
    }
    return data.address() % tensor.type().bytes() == 0
        ? data
        : arena.allocate(data.byteSize(), Long.BYTES).copyFrom(data);
  }

  /**
   * One pass.
   *
   * @param inputs makes the program's arguments, in a manager that is closed after the pass
   * @return one embedding a row of the result
   */
  List<Embedding> forward(Function<NDManager, NDList> inputs) {
    free.acquireUninterruptibly();
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray result = run(inputs.apply(manager)).singletonOrThrow(); // [B, E]
      float[] rows = result.toFloatArray();
      int dimension = (int) result.getShape().get(1);
      List<Embedding> embeddings = new ArrayList<>();
      for (int at = 0; at < rows.length; at += dimension) {
        embeddings.add(Embedding.of(Arrays.copyOfRange(rows, at, at + dimension)));
      }
      return embeddings;
    } finally {
      free.release();
    }
  }

  private NDList run(NDList inputs) {
    ParameterStore none = new ParameterStore(inputs.getManager(), false);
    return model.getBlock().forward(none, inputs, false);
  }

  @Override
  public void close() {
    free.acquireUninterruptibly(passes); // what is at work ends first
    close(model);
    arena.close();
    weights.close();
  }

  /**
   * Closes a model, and removes the empty folder that DJL makes: at the process's end it would do
   * so itself, but not every process lives to that.
   */
  static void close(Model model) {
    model.close();
    Path made = model.getModelPath();
    if (made == null) {
      return; // the program could not be loaded
    }
    try {
      Files.deleteIfExists(made);
    } catch (IOException e) {
      // then DJL will
    }
  }
}
