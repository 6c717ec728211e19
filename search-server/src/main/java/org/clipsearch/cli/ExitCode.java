package org.clipsearch.cli;

/** What the process ends with; part of the command line's contract. */
public final class ExitCode {
  /** Done, or found. */
  public static final int OK = 0;

  /** Nothing found, or done but for skipped files. */
  public static final int PARTIAL = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** No such model, index, file, port or JDK, or not a usable one. */
  public static final int MISSING = 3;

  /** A fault of clipsearch. */
  public static final int INTERNAL = 4;

  private ExitCode() {}
}
