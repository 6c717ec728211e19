package org.clipsearch.web;

import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clipsearch.clip.Compute;
import org.clipsearch.clip.ImageTower;
import org.clipsearch.clip.TextTower;
import org.clipsearch.crawl.CrawlOptions;
import org.clipsearch.crawl.CrawlProgress;
import org.clipsearch.crawl.Crawler;
import org.clipsearch.crawl.FolderRules;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Pause;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.index.LiveIndex;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.index.LuceneIndexWriter;
import org.clipsearch.search.ImageSearch;
import org.clipsearch.search.SharedTextEmbedder;
import org.clipsearch.search.TextTowers;
import org.clipsearch.search.TextTowers.Tower;
import org.clipsearch.store.FetchListener;
import org.clipsearch.store.ModelStore;
import org.clipsearch.weights.Checkpoint;

/** A server on a free port, over a folder of pictures, with the bundled model. */
final class TestServer implements AutoCloseable {
  final Path photos;
  final Path indexDirectory;
  final Checkpoint checkpoint;
  final TextTower text;
  final ImageTower images;
  private final TextTowers towers;
  private final LiveIndex live;
  private final ImageSearch search;
  private final SearchServer server;

  /** Below a directory; its folder {@code photos} may hold pictures already. */
  TestServer(Path directory, Optional<String> token) throws Exception {
    this(directory, new ServerSettings("127.0.0.1", 0, List.of(), token));
  }

  TestServer(Path directory, ServerSettings settings) throws Exception {
    photos = Files.createDirectories(directory.resolve("photos"));
    indexDirectory = directory.resolve("index");
    checkpoint = ModelStore.ofUser(FetchListener.SILENT).open(ModelStore.BUNDLED);
    Compute compute = Compute.of("cpu", "float32");
    text = TextTower.load(checkpoint, compute);
    images = ImageTower.load(checkpoint, compute);
    index();
    live = LiveIndex.open(indexDirectory);
    Tower own = new Tower(checkpoint.name(), new SharedTextEmbedder(text));
    // Of all other languages it knows one sentence.
    Tower companion =
        new Tower(
            "companion", texts -> text.embed(Collections.nCopies(texts.size(), "a red bird")));
    towers =
        new TextTowers(
            own,
            Set.of(UnicodeScript.LATIN, UnicodeScript.HAN),
            Optional.of(companion),
            Optional.empty());
    search = new ImageSearch(live::current, towers, images, checkpoint.logitScale());
    About about = new About("0.1.0", checkpoint.name(), compute.toString(), indexDirectory);
    server = SearchServer.start(settings, search, about, directory.resolve("thumbnails"));
  }

  /** Brings the index up to date, as another process would. */
  void index() throws IOException {
    try (LuceneIndexWriter writer = LuceneIndexWriter.open(indexDirectory, checkpoint.identity())) {
      new Crawler(images, writer, CrawlProgress.none(), Pause.at(indexDirectory))
          .crawl(
              List.of(new ImageLibrary(photos.toAbsolutePath().normalize(), FolderRules.ALL)),
              CrawlOptions.DEFAULT);
    }
  }

  URI uri() {
    return server.uri();
  }

  /** The id of a picture by its file's name. */
  String id(String file) {
    return IndexedImage.id(photos.resolve(file));
  }

  /** An index of one's own, to compare with. */
  LuceneIndex openIndex() throws IOException {
    return LuceneIndex.open(indexDirectory);
  }

  void stop() {
    server.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    towers.close();
    live.close();
    images.close();
  }
}
