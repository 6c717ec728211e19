package org.clipsearch.clip;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.clipsearch.image.Preprocessing;
import org.clipsearch.platform.CLibrary;
import org.clipsearch.weights.ClipConfig;
import org.clipsearch.weights.ClipTensors;
import org.clipsearch.weights.TensorSpec;

/**
 * Trains both towers to find a picture by its captions and the captions by their picture, as A.
 * Radford et al. (2021) do: symmetric cross-entropy over the cosines of a batch, times a scale that
 * is learned too and at most 100; AdamW (I. Loshchilov and F. Hutter, 2019) with betas 0.9 and
 * 0.98, epsilon 1e-6, and a weight decay of 0.1 that leaves gains and biases alone; gradients cut
 * to a norm of 1. It differs in one point: a caption that is true of several pictures of the batch
 * is not taught to refuse the others. Not thread-safe.
 */
public final class ContrastiveTrainer implements AutoCloseable {
  private static final int TEXT_GROUPS = 4;

  private final Model model;
  private final int side;

  private ContrastiveTrainer(Model model, int side) {
    this.model = model;
    this.side = side;
  }

  /**
   * One step's pictures and captions.
   *
   * @param pixels B squares {@code [S, S, 3]}, as a {@code Preprocessor} makes them
   * @param texts the token ids of B first captions, then of B second ones, and so on
   * @param alsoTrue {@code [text][picture]}: captions that are true of a picture which is not their
   *     own
   */
  public record Batch(List<byte[]> pixels, List<long[]> texts, List<boolean[]> alsoTrue) {}

  /** What training goes on from: the weights, and the optimizer's two means of each. */
  public static List<TensorSpec> stateSpecs(ClipConfig config) {
    List<TensorSpec> specs = new ArrayList<>();
    for (String part : List.of("w.", "m.", "v.")) {
      for (TensorSpec spec : ClipTensors.all(config)) {
        specs.add(new TensorSpec(part + spec.name(), spec.shape()));
      }
    }
    return specs;
  }

  /**
   * Starts from a state, on the CPU.
   *
   * @param state values by {@link #stateSpecs}; at the very start both means are zero
   */
  public static ContrastiveTrainer load(
      ClipConfig config,
      Preprocessing preprocessing,
      Precision precision,
      Function<TensorSpec, float[]> state)
      throws IOException {
    CLibrary.keepLargeBlocks();
    Model model = Model.newInstance("clip", Compute.ENGINE);
    try (NDManager manager = model.getNDManager().newSubManager()) {
      model.load(new ByteArrayInputStream(TowerProgram.trainer(config, precision).pack()));
      NDList inputs = new NDList();
      for (TensorSpec spec : stateSpecs(config)) {
        NDArray array = manager.create(state.apply(spec), Tower.shape(spec));
        array.setName(spec.name());
        inputs.add(array);
      }
      for (NDArray channel : ImageTower.channels(manager, preprocessing)) {
        channel.setName("channels." + channel.getName());
        inputs.add(channel);
      }
      inputs.add(Tower.method(manager, "load"));
      run(model, inputs).close();
      return new ContrastiveTrainer(model, config.imageSize());
    } catch (MalformedModelException e) {
      Tower.close(model);
      throw new IllegalStateException("libtorch refuses the program", e);
    } catch (IOException | RuntimeException e) {
      Tower.close(model);
      throw e;
    }
  }

  /**
   * Learns from one batch.
   *
   * @param rate the learning rate
   * @param number of the step, from 1
   * @return the loss, before the step
   */
  public float step(Batch batch, double rate, int number) {
    try (NDManager manager = model.getNDManager().newSubManager();
        GradientCollector _ = Engine.getEngine(Compute.ENGINE).newGradientCollector()) {
      NDList inputs = new NDList(pixels(manager, batch));
      inputs.addAll(texts(manager, batch.texts()));
      inputs.add(alsoTrue(manager, batch.alsoTrue()));
      inputs.add(manager.create((float) rate));
      inputs.add(manager.create((float) number));
      return run(model, inputs).singletonOrThrow().getFloat();
    }
  }

  private NDArray pixels(NDManager manager, Batch batch) {
    int size = 3 * side * side;
    byte[] all = new byte[batch.pixels().size() * size];
    for (int i = 0; i < batch.pixels().size(); i++) {
      System.arraycopy(batch.pixels().get(i), 0, all, i * size, size);
    }
    Shape shape = new Shape(batch.pixels().size(), side, side, 3);
    return manager.create(ByteBuffer.wrap(all), shape, DataType.UINT8);
  }

  /** In groups of similar length, so that little is filled up: each takes a pass of its own. */
  private static NDList texts(NDManager manager, List<long[]> texts) {
    List<Integer> order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).length))
            .toList();
    int size = Math.ceilDiv(texts.size(), TEXT_GROUPS);
    NDList inputs = new NDList();
    long[] places = new long[texts.size()];
    for (int from = 0; from < texts.size(); from += size) {
      List<Integer> group = order.subList(from, Math.min(from + size, texts.size()));
      inputs.addAll(group(manager, group.stream().map(texts::get).toList()));
      for (int i = 0; i < group.size(); i++) {
        places[group.get(i)] = (long) from + i;
      }
    }
    inputs.add(manager.create(places));
    return inputs;
  }

  /** The ids {@code [n, T]}, filled up behind the end tokens, and where those are {@code [n]}. */
  private static NDList group(NDManager manager, List<long[]> texts) {
    int length = texts.getLast().length;
    long[] ids = new long[texts.size() * length];
    long[] ends = new long[texts.size()];
    for (int i = 0; i < ends.length; i++) {
      long[] text = texts.get(i);
      System.arraycopy(text, 0, ids, i * length, text.length);
      ends[i] = text.length - 1L;
    }
    NDArray idArray = manager.create(ids, new Shape(ends.length, length));
    idArray.setName("ids[]");
    NDArray endArray = manager.create(ends);
    endArray.setName("ends[]");
    return new NDList(idArray, endArray);
  }

  private static NDArray alsoTrue(NDManager manager, List<boolean[]> rows) {
    int pictures = rows.getFirst().length;
    boolean[] all = new boolean[rows.size() * pictures];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * pictures, pictures);
    }
    return manager.create(all, new Shape(rows.size(), pictures));
  }

  /** Where training stands, by the names of {@link #stateSpecs}. */
  public Map<String, float[]> state() {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      Map<String, float[]> state = new HashMap<>();
      for (NDArray array : run(model, new NDList(Tower.method(manager, "state")))) {
        state.put(array.getName(), array.toFloatArray());
      }
      return state;
    }
  }

  private static NDList run(Model model, NDList inputs) {
    ParameterStore none = new ParameterStore(inputs.getManager(), false);
    return model.getBlock().forward(none, inputs, true);
  }

  @Override
  public void close() {
    Tower.close(model);
  }
}
