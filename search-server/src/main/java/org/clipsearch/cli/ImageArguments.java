package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.CrawlReport.Skipped;
import org.clipsearch.crawl.ImageFolder;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.ImageFile;
import org.clipsearch.image.PreparedImage;

/** The pictures that are named on the command line, embedded in batches. */
final class ImageArguments {
  private static final int BATCH = 16;

  private final GlobalOptions global;
  private final List<Path> files = new ArrayList<>();
  private int skipped;

  /** Takes one picture's embedding, in the order of the command line. */
  interface Sink {
    /**
     * Takes it.
     *
     * @param embedding null where the picture cannot be read
     */
    void accept(Path image, Embedding embedding) throws IOException;
  }

  /**
   * The files that are named, and the images in the folders that are.
   *
   * @throws NoSuchFileException where one does not exist
   */
  ImageArguments(List<Path> arguments, GlobalOptions global) throws IOException {
    this.global = global;
    for (Path argument : arguments) {
      if (Files.notExists(argument)) {
        throw new NoSuchFileException(argument.toString());
      }
      if (Files.isDirectory(argument)) {
        files.addAll(ImageFolder.images(argument, this::skip));
      } else {
        files.add(argument);
      }
    }
  }

  private void skip(Skipped what) {
    skipped++;
    global.warn(what);
  }

  int size() {
    return files.size();
  }

  /** Whether all that was named was there to be read. */
  int exitCode() {
    return skipped > 0 ? ExitCode.PARTIAL : ExitCode.OK;
  }

  /** Embeds all; those that cannot be read are named on stderr. */
  void embed(ImageTower tower, Sink sink) throws IOException {
    for (int at = 0; at < files.size(); at += BATCH) {
      List<Path> batch = files.subList(at, Math.min(at + BATCH, files.size()));
      List<PreparedImage> prepared = new ArrayList<>();
      List<Boolean> readable = new ArrayList<>();
      for (Path image : batch) {
        try {
          prepared.add(tower.prepare(ImageFile.read(image)));
          readable.add(true);
        } catch (IOException e) {
          readable.add(false);
          skip(Skipped.of(image, e));
        }
      }
      List<Embedding> embeddings = tower.embed(prepared);
      int next = 0;
      for (int i = 0; i < batch.size(); i++) {
        sink.accept(batch.get(i), readable.get(i) ? embeddings.get(next++) : null);
      }
    }
  }
}
