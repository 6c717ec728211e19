package org.clipsearch.cli;

import picocli.CommandLine.IVersionProvider;

/** Which version this is: the jar says so, a class folder does not. */
final class Version implements IVersionProvider {
  static final String OF_CLIPSEARCH = ofJar();

  private static String ofJar() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"clipsearch " + OF_CLIPSEARCH};
  }
}
