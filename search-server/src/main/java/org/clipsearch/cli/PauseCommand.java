package org.clipsearch.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.clipsearch.crawl.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "pause",
    description = "Let a running index or watch hold, and those that are started, until resume.")
final class PauseCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private IndexOption index;

  @Override
  public Integer call() throws IOException {
    boolean isNew = Pause.at(index.directory()).pause();
    global.notice(isNew ? "paused; to go on: clipsearch resume" : "is paused already");
    return ExitCode.OK;
  }
}
