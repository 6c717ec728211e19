package org.clipsearch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clipsearch.crawl.FolderRules;
import org.clipsearch.crawl.ImageLibrary;
import org.clipsearch.crawl.Libraries;
import org.clipsearch.index.LuceneIndex;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which folders, with which rules, beside those that the index remembers. */
final class LibraryArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private RuleOptions rules;

  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER",
      description = "Folders, with all below them. Default: those that the index has")
  private List<Path> folders = List.of();

  /**
   * What a command is about.
   *
   * @param libraries all that the index is to remember
   * @param folders the libraries' or parts of them, that were named; else all libraries'
   */
  record Chosen(List<ImageLibrary> libraries, Set<Path> folders) {
    /** The same libraries, with all that is in them. */
    Chosen whole() {
      Set<Path> all = new LinkedHashSet<>();
      libraries.forEach(library -> all.add(library.folder()));
      return new Chosen(libraries, all);
    }
  }

  /**
   * The libraries of an index and those that were named.
   *
   * @param mayBeGone whether a folder need not be there that the index does not know
   */
  Chosen choose(Path index, boolean mayBeGone) throws IOException {
    List<ImageLibrary> libraries = known(index);
    Set<Path> named = new LinkedHashSet<>();
    for (Path folder : folders) {
      Path absolute = folder.toAbsolutePath().normalize();
      boolean isKnown = ImageLibrary.of(absolute, libraries).isPresent();
      if (Files.notExists(folder) && !mayBeGone && !isKnown) {
        throw new NoSuchFileException(folder.toString());
      }
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new NotDirectoryException(folder.toString());
      }
      Optional<FolderRules> asked = rules.rules();
      if (!isKnown || asked.isPresent()) { // else it is a part of a library, by that one's rules
        FolderRules own = asked.orElse(FolderRules.ALL);
        libraries = Libraries.with(libraries, new ImageLibrary(absolute, own));
      }
      named.add(absolute);
    }
    if (libraries.isEmpty()) {
      throw new ParameterException(command.commandLine(), "nothing is indexed yet: name a FOLDER");
    }
    Chosen chosen = new Chosen(libraries, named);
    return named.isEmpty() ? chosen.whole() : chosen;
  }

  private static List<ImageLibrary> known(Path directory) throws IOException {
    if (!LuceneIndex.exists(directory)) {
      return List.of();
    }
    try (LuceneIndex index = LuceneIndex.open(directory)) {
      return Libraries.of(index);
    }
  }
}
