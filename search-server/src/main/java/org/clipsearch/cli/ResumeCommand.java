package org.clipsearch.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.clipsearch.crawl.Pause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume", description = "Let what was paused go on.")
final class ResumeCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private IndexOption index;

  @Override
  public Integer call() throws IOException {
    boolean isNew = Pause.at(index.directory()).resume();
    global.notice(isNew ? "resumed" : "is not paused");
    return ExitCode.OK;
  }
}
