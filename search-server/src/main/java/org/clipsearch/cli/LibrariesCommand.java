package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.clipsearch.crawl.FolderRules;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "libraries",
    description = "List the folders that the index covers, which index without FOLDER refreshes.")
final class LibrariesCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private IndexOption index;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  /**
   * A library as it is shown.
   *
   * @param images that the index has of it, without those of libraries within it
   */
  private record Shown(
      Path folder,
      int images,
      boolean there,
      List<String> include,
      List<String> exclude,
      long minBytes) {

    String inWords() {
      StringBuilder words = new StringBuilder();
      words.append("%8d  %s".formatted(images, GlobalOptions.printable(folder)));
      include.forEach(pattern -> words.append("  --include ").append(pattern));
      exclude.forEach(pattern -> words.append("  --exclude ").append(pattern));
      if (minBytes > 0) {
        words.append("  --min-kb ").append(minBytes / 1000);
      }
      return words.append(there ? "" : "  (not there)").toString();
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Shown> shown = new ArrayList<>();
    try (LuceneIndex opened = LuceneIndex.open(index.directory())) {
      List<ImageLibrary> libraries = Libraries.of(opened);
      int[] images = new int[libraries.size()];
      opened.forEach(
          image ->
              ImageLibrary.of(image.path(), libraries)
                  .ifPresent(library -> images[libraries.indexOf(library)]++));
      for (int i = 0; i < images.length; i++) {
        shown.add(shown(libraries.get(i), images[i]));
      }
    }
    if (json) {
      global.out().println(Json.write(shown));
    } else {
      shown.forEach(library -> global.out().println(library.inWords()));
    }
    global.out().flush();
    return shown.isEmpty() ? ExitCode.PARTIAL : ExitCode.OK;
  }

  private static Shown shown(ImageLibrary library, int images) {
    FolderRules rules = library.rules();
    return new Shown(
        library.folder(),
        images,
        Files.isDirectory(library.folder()),
        rules.include(),
        rules.exclude(),
        rules.minBytes());
  }
}
