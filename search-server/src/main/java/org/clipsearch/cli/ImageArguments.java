package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.crawl.ImageFolder;
import org.clipsearch.embedding.Embedding;
import org.clipsearch.image.PreparedImage;

/** The pictures that are named on the command line, embedded in batches. */
final class ImageArguments {
  private static final int BATCH = 16;

  /** Takes one picture's embedding, in the order of the command line. */
  interface Sink {
    /**
     * Takes it.
     *
     * @param embedding null where the picture cannot be read
     */
    void accept(Path image, Embedding embedding);
  }

  private ImageArguments() {}

  /**
   * The files that are named, and those in the folders that are.
   *
   * @throws NoSuchFileException where one does not exist
   */
  static List<Path> files(List<Path> arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path argument : arguments) {
      if (Files.notExists(argument)) {
        throw new NoSuchFileException(argument.toString());
      }
      if (Files.isDirectory(argument)) {
        files.addAll(ImageFolder.images(argument));
      } else {
        files.add(argument);
      }
    }
    return files;
  }

  /**
   * Embeds all; those that cannot be read are named on stderr.
   *
   * @return how many could not be read
   */
  static int embed(ImageTower tower, List<Path> images, GlobalOptions global, Sink sink) {
    int unreadable = 0;
    for (int at = 0; at < images.size(); at += BATCH) {
      List<Path> batch = images.subList(at, Math.min(at + BATCH, images.size()));
      List<PreparedImage> prepared = new ArrayList<>();
      List<Path> readable = new ArrayList<>();
      for (Path image : batch) {
        try {
          prepared.add(tower.prepare(Files.readAllBytes(image)));
          readable.add(image);
        } catch (IOException e) {
          unreadable++;
          global.warn("skipped %s: %s".formatted(image, e.getMessage()));
        }
      }
      List<Embedding> embeddings = tower.embed(prepared);
      int next = 0;
      for (Path image : batch) {
        boolean wasRead = next < readable.size() && readable.get(next).equals(image);
        sink.accept(image, wasRead ? embeddings.get(next++) : null);
      }
    }
    return unreadable;
  }
}
