package org.clipsearch.cli;

import java.util.List;
import java.util.Optional;
import org.clipsearch.crawl.FolderRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What of a folder is indexed. */
final class RuleOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = "Only what fits one of these, written as in .gitignore: '*.jpg', '/2024/**'.")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description =
          "Not what fits one of these. Files named .clipignore in the folders do the same.")
  private List<String> exclude = List.of();

  @Option(
      names = "--min-kb",
      paramLabel = "N",
      description = "Not files of less than N kB, such as icons.")
  private Long minKilobytes;

  /** Empty where nothing was asked for: then a library keeps its own. */
  Optional<FolderRules> rules() {
    if (include.isEmpty() && exclude.isEmpty() && minKilobytes == null) {
      return Optional.empty();
    }
    try {
      long kilobytes = minKilobytes == null ? 0 : minKilobytes;
      return Optional.of(new FolderRules(include, exclude, Math.multiplyExact(kilobytes, 1000)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(command.commandLine(), e.getMessage());
    }
  }
}
