package org.clipsearch.bench;

import java.nio.file.Path;
import org.clipsearch.weights.TensorFile;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes a model. */
final class ModelFolder {
  private ModelFolder() {}

  /** Refuses a folder with a model in it, which may have been fetched for hours. */
  static void requireNoModel(Path folder, CommandSpec command) {
    WrongUsage.unless(
        !TensorFile.isIn(folder), command, folder + " holds a model already: take another folder");
  }
}
