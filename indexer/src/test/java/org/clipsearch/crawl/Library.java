package org.clipsearch.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.clipsearch.index.Hit;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.LuceneIndexWriter;

/** A folder of pretended pictures, and an index of it. */
final class Library {
  final Path folder;
  final Path index;
  final FakeEmbedder embedder = new FakeEmbedder();

  Library(Path directory) throws IOException {
    folder = Files.createDirectory(directory.resolve("photos"));
    index = directory.resolve("index");
  }

  /** Writes a file, with the folders above it. */
  Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  CrawlReport crawl(Path... folders) throws IOException {
    return crawl(false, folders);
  }

  /** Of the whole folder, unless told otherwise. */
  CrawlReport crawl(boolean prune, Path... folders) throws IOException {
    Path[] all = folders.length == 0 ? new Path[] {folder} : folders;
    List<ImageLibrary> libraries =
        Stream.of(all)
            .map(f -> new ImageLibrary(f.toAbsolutePath().normalize(), FolderRules.ALL))
            .toList();
    CrawlOptions options = prune ? CrawlOptions.DEFAULT.pruning() : CrawlOptions.DEFAULT;
    return crawl(crawler -> crawler.crawl(libraries, options));
  }

  /** Of parts of the folder, as changes lead to. */
  CrawlReport crawlParts(Set<Path> parts) throws IOException {
    return crawl(crawler -> crawler.crawl(whole(), parts, CrawlOptions.DEFAULT));
  }

  private interface Crawl {
    CrawlReport by(Crawler crawler) throws IOException;
  }

  private CrawlReport crawl(Crawl crawl) throws IOException {
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(index, embedder.model())) {
      return crawl.by(new Crawler(embedder, writer, CrawlProgress.none(), Pause.at(index)));
    }
  }

  /** All of the folder. */
  List<ImageLibrary> whole() {
    return List.of(new ImageLibrary(folder, FolderRules.ALL));
  }

  /** By path in the folder, the content that the indexed vector is of; each path once. */
  Map<String, String> indexed() throws IOException {
    Map<String, String> indexed = new TreeMap<>();
    try (LuceneIndex searched = LuceneIndex.open(index)) {
      List<Hit> all = searched.nearest(FakeEmbedder.vector("anything"), 10_000);
      for (Hit hit : all) {
        Path path = hit.image().path();
        String name =
            path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
        String content = Files.exists(path) ? contentOf(hit) : "(gone)";
        assertEquals(null, indexed.put(name, content), name + " is indexed twice");
      }
    }
    return indexed;
  }

  /** The file's content, if the vector is that content's. */
  private static String contentOf(Hit hit) throws IOException {
    String content = Files.readString(hit.image().path());
    double expected = FakeEmbedder.vector(content).cosine(FakeEmbedder.vector("anything"));
    boolean same = Math.abs(expected - hit.similarity()) < 1e-6;
    return same && hit.image().width() == Files.size(hit.image().path())
        ? content
        : "(another's vector)";
  }

  /**
   * Counts in short: scanned, added, updated, reused, removed, unchanged, failed before, skipped.
   */
  static String counts(CrawlReport r) {
    String more =
        (r.reused() > 0 ? " >" + r.reused() : "")
            + (r.failedBefore() > 0 ? " ?" + r.failedBefore() : "");
    return "%d: +%d ~%d -%d =%d !%d%s"
        .formatted(
            r.scanned(),
            r.added(),
            r.updated(),
            r.removed(),
            r.unchanged(),
            r.skipped().size(),
            more);
  }
}
