package org.clipsearch.cli;

import java.io.IOException;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.DeviceException;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Option;

/** Which model, on which device, and which index. */
final class ModelOptions extends ModelOption {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "cpu, gpu, gpu:N, or auto: a GPU if one can be used. Default: auto")
  private String device;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "auto",
      description = {
        "float32, bfloat16, float16, int8 (of images, on a CPU that has it), or auto: float16 on a"
            + " GPU, bfloat16 on a CPU that has it, else float32; while indexing int8 instead of"
            + " float32, where the CPU has it and the model's vectors hardly change. Default: auto"
      })
  private String precision;

  /** The {@link #reference model}, fetched where it is not there. */
  Checkpoint checkpoint(GlobalOptions global) throws IOException {
    return global.store().open(reference());
  }

  /** The model to ask an index with; one that does not fit the index is an error. */
  Checkpoint checkpoint(LuceneIndex index, GlobalOptions global) throws IOException {
    String reference = asked().orElseGet(() -> ModelStore.reference(index.model()));
    Checkpoint checkpoint = global.store().open(reference);
    index.checkModel(checkpoint.identity());
    return checkpoint;
  }

  Compute compute(GlobalOptions global) throws DeviceException, IOException {
    Compute compute = Compute.of(device, precision);
    compute.notice().ifPresent(global::notice);
    return compute;
  }

  /** Says, where pictures are embedded, what the bundled model is no good for. */
  static void noticeLimits(Checkpoint checkpoint, GlobalOptions global) {
    if (ModelStore.isBundled(checkpoint)) {
      global.notice(
          "the bundled model knows drawn scenes, not photographs; for those there is --model "
              + ModelStore.DEFAULT_MODEL
              + ", with an index of its own");
    }
  }
}
