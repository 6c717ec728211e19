package org.clipsearch.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;

/** The files that the last commit of an index is made of. */
public final class IndexFiles {
  private IndexFiles() {}

  public static List<String> needed(Path index) throws IOException {
    try (FSDirectory directory = FSDirectory.open(index)) {
      return List.copyOf(SegmentInfos.readLatestCommit(directory).files(true));
    }
  }
}
