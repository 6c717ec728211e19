package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.index.LuceneIndexWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "forget",
    description = {
      "Take a folder out of the index, with all that is known of the images in it.",
      "",
      "The images themselves are not touched. A folder within a library comes back when that is"
          + " indexed; to keep it out, exclude it."
    })
final class ForgetCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private IndexOption index;

  @Parameters(paramLabel = "FOLDER", description = "It need not be there any more.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    int forgotten;
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(index.directory())) {
      forgotten = Libraries.forget(writer, folder.toAbsolutePath().normalize());
    }
    global.out().println("%d images forgotten".formatted(forgotten));
    global.out().flush();
    return forgotten > 0 ? ExitCode.OK : ExitCode.PARTIAL;
  }
}
