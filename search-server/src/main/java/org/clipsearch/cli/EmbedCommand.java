package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.TextTower;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.weights.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "embed",
    description = {
      "Print the vectors of texts and images, for use elsewhere.",
      "",
      "Texts first, then images, each in the order given. All vectors have unit length."
    },
    footer = {"", "Example: clipsearch embed --text \"a dog\" --npy vectors.npy dog.jpg"})
final class EmbedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private GlobalOptions global;
  @Mixin private ModelOptions options;

  @Option(names = "--text", paramLabel = "TEXT", description = "A text; may be given repeatedly.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "--npy",
      paramLabel = "FILE",
      description = {
        "Write a NumPy array of float32, a row each, instead of printing.",
        "The row of an image that cannot be read is NaN."
      })
  private Path npy;

  @Parameters(
      arity = "0..*",
      paramLabel = "IMAGE",
      description = "Image files, or folders of them.")
  private List<Path> images = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON lines; this is what the command does anyway.")
  void json(boolean on) {} // every command takes it

  private final List<float[]> rows = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (texts.isEmpty() && images.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "give an IMAGE or --text TEXT");
    }
    images = ImageArguments.files(images);
    Checkpoint checkpoint = options.checkpoint();
    Compute compute = options.compute(global);
    embedTexts(checkpoint, compute);
    int unreadable = embedImages(checkpoint, compute);
    if (npy != null) {
      NpyFile.write(npy, rows, checkpoint.config().dimension());
    }
    return unreadable == 0 ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private void embedTexts(Checkpoint checkpoint, Compute compute) throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    try (TextTower tower = TextTower.load(checkpoint, compute)) {
      for (String text : texts) {
        float[] embedding = tower.embed(text).toArray();
        emit(embedding, new JsonText(text, embedding));
      }
    }
  }

  private int embedImages(Checkpoint checkpoint, Compute compute) throws IOException {
    if (images.isEmpty()) {
      return 0;
    }
    try (ImageTower tower = ImageTower.load(checkpoint, compute)) {
      return ImageArguments.embed(tower, images, global, this::emitImage);
    }
  }

  private void emitImage(Path image, Embedding embedding) {
    if (embedding != null) {
      float[] values = embedding.toArray();
      emit(values, new JsonImage(image, values));
    } else if (npy != null) {
      rows.add(null);
    }
  }

  private void emit(float[] values, Object line) {
    if (npy != null) {
      rows.add(values);
    } else {
      global.out().println(Json.write(line));
      global.out().flush();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  private record JsonText(String text, float[] embedding) {}

  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  private record JsonImage(Path path, float[] embedding) {}
}
