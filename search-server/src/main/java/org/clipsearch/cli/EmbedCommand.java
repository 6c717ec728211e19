package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.Decoding;
import org.clipsearch.json.Json;
import org.clipsearch.search.TextTowers;
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
  @Mixin private LanguageOptions languages;

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

  /** Takes one vector, and the line that says whose it is. */
  private interface Sink {
    void accept(float[] vector, Object line) throws IOException;
  }

  @Override
  public Integer call() throws Exception {
    if (texts.isEmpty() && images.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "give an IMAGE or --text TEXT");
    }
    ImageArguments arguments = new ImageArguments(images, global);
    Checkpoint checkpoint = options.checkpoint(global);
    Compute compute = options.compute(global);
    if (npy == null) {
      embed(checkpoint, compute, arguments, this::print);
    } else {
      int rows = texts.size() + arguments.size();
      try (NpyFile array = new NpyFile(npy, rows, checkpoint.config().dimension())) {
        embed(checkpoint, compute, arguments, (vector, line) -> array.write(vector));
      }
    }
    return arguments.exitCode();
  }

  private void embed(Checkpoint checkpoint, Compute compute, ImageArguments arguments, Sink sink)
      throws IOException {
    if (!texts.isEmpty()) {
      try (TextTowers towers = languages.towers(checkpoint, compute, global)) {
        embedTexts(towers, sink);
      }
    }
    if (arguments.size() > 0) {
      ModelOptions.noticeLimits(checkpoint, global);
      // For use elsewhere: as the reference has them.
      try (ImageTower tower = ImageTower.load(checkpoint, compute, Decoding.EXACT)) {
        arguments.embed(
            tower,
            (image, embedding) -> {
              float[] vector = embedding == null ? null : embedding.toArray();
              sink.accept(vector, new JsonImage(image, vector));
            });
      }
    }
  }

  /** Those of one tower together; they come out in the order in which they were given. */
  private void embedTexts(TextTowers towers, Sink sink) throws IOException {
    Map<TextTowers.Choice, List<String>> byTower = new LinkedHashMap<>();
    for (String text : texts) {
      TextTowers.Choice choice = languages.choose(towers, List.of(text));
      byTower.computeIfAbsent(choice, _ -> new ArrayList<>()).add(text);
    }
    Map<String, JsonText> lines = new HashMap<>();
    for (var group : byTower.entrySet()) {
      TextTowers.Choice choice = group.getKey();
      choice.notice().ifPresent(global::notice);
      List<Embedding> embedded = choice.embedder().embedAll(group.getValue());
      for (int i = 0; i < embedded.size(); i++) {
        String text = group.getValue().get(i);
        lines.put(text, new JsonText(text, choice.tower(), embedded.get(i).toArray()));
      }
    }
    for (String text : texts) {
      sink.accept(lines.get(text).embedding(), lines.get(text));
    }
  }

  private void print(float[] vector, Object line) {
    if (vector != null) {
      global.out().println(Json.write(line));
      global.out().flush();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  private record JsonText(String text, String tower, float[] embedding) {}

  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  private record JsonImage(Path path, float[] embedding) {}
}
