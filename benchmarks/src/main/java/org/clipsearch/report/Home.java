package org.clipsearch.report;

import java.nio.file.Path;
import java.util.Optional;

/** The folder that the launcher lies in. */
public final class Home {
  /** Set by the launcher for {@code bench}. */
  private static final String PROPERTY = "clipsearch.home";

  private Home() {}

  /** Empty where the program was not started by the launcher. */
  public static Optional<Path> find() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(home -> Path.of(home).normalize());
  }
}
