package org.clipsearch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Standard output, which remembers what a {@link java.io.PrintWriter} keeps to itself. */
final class StandardOutput extends FileOutputStream {
  private IOException failure;

  StandardOutput() {
    super(FileDescriptor.out);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      super.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why results got lost, if they did; a reader who has had enough, such as head, loses none. */
  Optional<String> loss() {
    return Optional.ofNullable(failure)
        .map(IOException::getMessage)
        .filter(reason -> !"Broken pipe".equals(reason));
  }
}
