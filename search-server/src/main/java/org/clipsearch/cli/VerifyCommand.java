package org.clipsearch.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.clipsearch.store.ModelHealth;
import org.clipsearch.store.ModelStore;
import org.clipsearch.store.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = {
      "Check that the files of models are whole and fit together.",
      "",
      "What clipsearch has fetched or imported is compared with the hashes that it had then. Exit"
          + " code 1 tells that something is wrong."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "Models by name, repository or directory. Default: all that are here")
  private List<String> names = List.of();

  @Override
  public Integer call() throws IOException {
    ModelStore store = global.store();
    boolean whole = true;
    for (StoredModel model : models(store)) {
      ModelHealth health = store.verify(model);
      global.out().println(model.name() + ": " + health);
      global.out().flush();
      if (health.pullHelps()) {
        global.notice("clipsearch pull %s repairs it".formatted(model.name()));
      }
      whole &= health.isWhole();
    }
    return whole ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private List<StoredModel> models(ModelStore store) throws IOException {
    if (names.isEmpty()) {
      List<StoredModel> here = new ArrayList<>();
      for (StoredModel model : store.models()) {
        if (model.bytes() > 0) {
          here.add(model);
        }
      }
      return here;
    }
    List<StoredModel> named = new ArrayList<>();
    for (String name : names) {
      named.add(store.locate(name));
    }
    return named;
  }
}
