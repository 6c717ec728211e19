package org.clipsearch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.clipsearch.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Check what clipsearch needs on this machine, and say what to do about what is wrong.",
      "",
      "Looks at Java, PyTorch, the NVIDIA driver and card, the model, the index and the disk; draws"
          + " a picture and has the bundled model name it, on the GPU too if there is one. Asks no"
          + " network. Exit code 1 tells that something is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private GlobalOptions global;
  @Mixin private ModelOption options;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  /** As JSON has it. */
  private record Line(String verdict, String subject, String detail) {
    static Line of(Finding finding) {
      String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
      return new Line(verdict, finding.subject(), finding.detail());
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.good("java", Runtime.version() + " in " + System.getProperty("java.home")));
    ComputeChecks compute = new ComputeChecks(global.store());
    findings.addAll(compute.gpu()); // first: what PyTorch is loaded with is decided once
    findings.addAll(compute.cpu());
    findings.addAll(compute.unread());
    StorageChecks storage = new StorageChecks(options, global.store());
    findings.add(storage.model());
    findings.add(storage.index());
    findings.addAll(storage.disks());
    if (json) {
      global.out().println(Json.write(findings.stream().map(Line::of).toList()));
    } else {
      findings.forEach(finding -> global.out().println(finding));
    }
    global.out().flush();
    boolean isWell = findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.BAD);
    return isWell ? ExitCode.OK : ExitCode.PARTIAL;
  }
}
