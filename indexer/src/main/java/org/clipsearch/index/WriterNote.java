package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Who writes to an index, for the one who comes second. The lock itself is Lucene's. */
final class WriterNote {
  static final String FILE = "writer";

  private WriterNote() {}

  static void leave(Path directory) throws IOException {
    Files.writeString(
        directory.resolve(FILE),
        "%d %s%n"
            .formatted(
                ProcessHandle.current().pid(),
                LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Such as "process 4711, since 2026-01-02T03:04:05"; empty where no note can be read. */
  static Optional<String> read(Path directory) {
    try {
      String[] words = Files.readString(directory.resolve(FILE)).strip().split(" ", 2);
      boolean isHere = ProcessHandle.of(Long.parseLong(words[0])).isPresent();
      return Optional.of(
          "process %s%s, since %s".formatted(words[0], isHere ? "" : " elsewhere", words[1]));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // another version's, or none
    }
  }

  static void remove(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE));
  }
}
