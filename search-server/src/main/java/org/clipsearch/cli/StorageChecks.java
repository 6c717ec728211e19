package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clipsearch.index.LuceneIndex;
import org.clipsearch.platform.UserFolders;
import org.clipsearch.store.ModelHealth;
import org.clipsearch.store.ModelStore;
import org.clipsearch.store.StoredModel;

/** Whether model, index and disk are as they should be. */
final class StorageChecks {
  /** What the unpacked native libraries take, and some more. */
  private static final long ENOUGH_BYTES = 1_000_000_000;

  private final ModelOption options;
  private final ModelStore store;

  StorageChecks(ModelOption options, ModelStore store) {
    this.options = options;
    this.store = store;
  }

  Finding model() {
    try {
      StoredModel model = store.locate(options.reference());
      if (model.source().isPresent() && model.bytes() == 0) {
        return Finding.absent(
            "model", model.name() + " is not here; it is fetched when it is first used");
      }
      ModelHealth health = store.verify(model);
      if (health.isWhole()) {
        return Finding.good("model", model.directory() + " is whole");
      }
      String repair =
          health.pullHelps() ? "; clipsearch pull %s repairs it".formatted(model.name()) : "";
      return Finding.bad("model", model.name() + ": " + health + repair);
    } catch (IOException e) {
      return Finding.bad("model", Failures.message(e));
    }
  }

  Finding index() throws IOException {
    Path directory = options.indexDirectory();
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      return Finding.bad("index", directory + ": not a folder");
    }
    if (!LuceneIndex.exists(directory)) {
      return Finding.absent(
          "index", "none in " + directory + "; clipsearch index FOLDER makes one");
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      return Finding.good(
          "index",
          "%,d images by %s in %s".formatted(index.size(), index.model().describe(), directory));
    } catch (IOException e) {
      return Finding.bad("index", Failures.message(e));
    }
  }

  List<Finding> disks() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Path folder : List.of(UserFolders.data(), UserFolders.cache())) {
      findings.add(disk(folder));
    }
    return findings;
  }

  static Finding disk(Path folder) throws IOException {
    Path there = folder;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return Finding.bad("disk", "%s: not a folder, so there is no %s".formatted(there, folder));
    }
    long free = Files.getFileStore(there).getUsableSpace();
    String detail = "%,d MB free for %s".formatted(free / 1_000_000, folder);
    if (!Files.isWritable(there)) {
      return Finding.bad("disk", there + " cannot be written to");
    }
    return free < ENOUGH_BYTES ? Finding.bad("disk", detail) : Finding.good("disk", detail);
  }
}
