package org.clipsearch.clip;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clipsearch.platform.CudaLibraries;
import org.clipsearch.platform.NativeLibraries;
import org.clipsearch.platform.NvidiaDriver;
import org.clipsearch.platform.Processor;
import org.clipsearch.platform.UserFolders;
import org.clipsearch.weights.Checkpoint;

/** Where the towers run, and with which numbers. */
public final class Compute {
  static final String ENGINE = "PyTorch";

  private static final String AUTO = "auto";

  /** Between vectors in int8 and in float32, where int8 is chosen for the user. */
  private static final double LEAST_COSINE = 0.99;

  /** What {@code os.arch} calls it. */
  private static final Set<String> X86_64 = Set.of("amd64", "x86_64");

  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

  static {
    NativeLibraries.configure();
  }

  private final Device device;
  private final Precision precision;
  private final boolean isOpen;
  private final String notice;

  /**
   * Makes one.
   *
   * @param isOpen whether the user has not chosen the precision
   */
  private Compute(Device device, Precision precision, boolean isOpen, String notice) {
    this.device = device;
    this.precision = precision;
    this.isOpen = isOpen;
    this.notice = notice;
  }

  /**
   * Finds the device and the precision for it.
   *
   * @param device {@code cpu}, {@code gpu}, {@code gpu:N}, or {@code auto}: the first GPU if there
   *     is one that can be used, else the CPU
   * @param precision {@code float32}, {@code bfloat16}, {@code float16}, {@code int8}, or {@code
   *     auto}: float16 on a GPU, bfloat16 on a CPU that multiplies it in hardware, else float32
   * @throws DeviceException where the GPU or the precision asked for cannot be used, or a word is
   *     not known
   * @throws EngineLoadException where the engine's libraries cannot be loaded
   */
  public static Compute of(String device, String precision) throws DeviceException, IOException {
    Matcher gpu = GPU.matcher(device);
    if (!device.equals(AUTO) && !device.equals("cpu") && !gpu.matches()) {
      throw new DeviceException("device must be auto, cpu, gpu or gpu:N, got: " + device);
    }
    if (!device.equals("cpu")) {
      CudaLibraries.use();
    }
    Engine engine = start();
    Device found = Device.cpu();
    String notice = null;
    if (!device.equals("cpu")) {
      int wanted = gpu.matches() && gpu.group(1) != null ? Integer.parseInt(gpu.group(1)) : 0;
      Optional<String> obstacle = obstacle(engine, wanted);
      if (obstacle.isEmpty()) {
        found = Device.gpu(wanted);
      } else if (device.equals(AUTO)) {
        notice = "running on the CPU: " + obstacle.get();
      } else {
        throw new DeviceException("cannot use " + device + ": " + obstacle.get());
      }
    }
    Precision chosen = precision(precision, found.isGpu());
    return new Compute(found, chosen, precision.equals(AUTO), notice);
  }

  private static Engine start() throws EngineLoadException {
    try {
      return Engine.getEngine(ENGINE);
    } catch (EngineException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String remedy = CudaLibraries.remedy().map(words -> "; " + words).orElse("");
      throw new EngineLoadException(
          "PyTorch's native libraries cannot be loaded: " + cause.getMessage() + remedy);
    }
  }

  /** Why a GPU cannot be used. */
  private static Optional<String> obstacle(Engine engine, int wanted) {
    if (!engine.hasCapability(StandardCapabilities.CUDA)) {
      return Optional.of(
          NvidiaDriver.isInstalled()
              ? "PyTorch is here without CUDA; to get it: clipsearch setup cuda"
              : "no NVIDIA GPU was found");
    }
    int count = engine.getGpuCount();
    if (count == 0) {
      return Optional.of("no NVIDIA GPU was found");
    }
    return wanted < count
        ? Optional.empty()
        : Optional.of("there are %d GPUs, counted from 0".formatted(count));
  }

  private static Precision precision(String wanted, boolean gpu) throws DeviceException {
    if (!wanted.equals(AUTO)) {
      for (Precision precision : Precision.values()) {
        if (precision.toString().equals(wanted.toLowerCase(Locale.ROOT))) {
          check(precision, gpu);
          return precision;
        }
      }
      throw new DeviceException(
          "precision must be auto, float32, bfloat16, float16 or int8, got: " + wanted);
    }
    if (gpu) {
      return Precision.FLOAT16;
    }
    return Processor.detect().multipliesBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
  }

  private static void check(Precision precision, boolean gpu) throws DeviceException {
    if (precision == Precision.INT8
        && (gpu || !isX86_64() || !Processor.detect().multipliesInt8())) {
      throw new DeviceException(
          "int8 needs the CPU, and one that multiplies it: x86-64 with AVX-VNNI or AVX512-VNNI");
    }
  }

  private static boolean isX86_64() {
    return X86_64.contains(System.getProperty("os.arch"));
  }

  /**
   * What to embed many images with: int8 where the precision was left open, the processor
   * multiplies bytes but no bfloat16, and the model's vectors hardly change by it; else this. Tried
   * once a model, for some seconds, and remembered.
   */
  public Compute forManyImages(Checkpoint checkpoint) throws IOException {
    Int8Trial trial = new Int8Trial(checkpoint, UserFolders.cache().resolve("int8"));
    return forManyImages(Processor.detect(), int8 -> trial.cosine(this, int8));
  }

  /** The lowest cosine of some pictures' vectors to those in another precision. */
  @FunctionalInterface
  interface Cosine {
    double to(Compute other) throws IOException;
  }

  Compute forManyImages(Processor processor, Cosine cosine) throws IOException {
    boolean isFaster = processor.multipliesInt8() && !processor.multipliesBfloat16();
    if (!isOpen || device.isGpu() || !isX86_64() || !isFaster) {
      return this;
    }
    Compute int8 = new Compute(device, Precision.INT8, true, notice);
    return cosine.to(int8) >= LEAST_COSINE ? int8 : this;
  }

  Device device() {
    return device;
  }

  public Precision precision() {
    return precision;
  }

  /**
   * Whether the towers' layers run by oneDNN on weights in its own order: of what libtorch is built
   * with, that multiplies fastest on x86-64, on AMD's processors by far.
   */
  boolean packs() {
    if (device.isGpu() || !isX86_64()) {
      return false;
    }
    return switch (precision) {
      case FLOAT32, INT8 -> true;
      case BFLOAT16 -> Processor.detect().multipliesBfloat16();
      case FLOAT16 -> false;
    };
  }

  /**
   * How many passes at once keep the device busy. On a GPU two: while it computes one, the next is
   * handed over. On a CPU several where libtorch is held to less than all cores.
   */
  int passes() {
    if (device.isGpu()) {
      return 2;
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.max(1, cores / NativeLibraries.threads().orElse(cores));
  }

  /** What a user should know who left the choice open: that no GPU is used, and why. */
  public Optional<String> notice() {
    return Optional.ofNullable(notice);
  }

  /** Such as {@code PyTorch 2.7.1}; starts the engine. */
  public static String engine() {
    return ENGINE + " " + Engine.getEngine(ENGINE).getVersion();
  }

  /** Where the engine's native libraries lie; starts it. */
  public static Path libraries() {
    Engine.getEngine(ENGINE);
    return Path.of(LibUtils.getLibtorchPath());
  }

  /** Such as {@code cpu, bfloat16}. */
  @Override
  public String toString() {
    String where = device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    return where + ", " + precision;
  }
}
