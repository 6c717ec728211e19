package org.clipsearch.bench;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses arguments that make no sense. */
final class WrongUsage {
  private WrongUsage() {}

  /**
   * Lets the command go on if a condition holds.
   *
   * @param otherwise what is wrong, in the user's words
   */
  static void unless(boolean condition, CommandSpec command, String otherwise) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
