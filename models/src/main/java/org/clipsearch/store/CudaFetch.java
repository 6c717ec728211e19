package org.clipsearch.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.clipsearch.platform.CudaLibraries;
import org.clipsearch.platform.FileTree;

/**
 * Fetches libtorch with CUDA as DJL publishes it: {@code files.txt} lists gzipped libraries, by
 * flavour and platform. No hashes are declared there; each file's own checksum, gzip's CRC-32, is
 * checked.
 */
public final class CudaFetch {
  private static final String SITE = "https://publish.djl.ai/pytorch/";

  /** Of a library; it must not lead out of its folder. */
  private static final Pattern NAME = Pattern.compile("[\\w+-][\\w.+-]*");

  /** Libraries unpack to about twice their size, and one lies there packed meanwhile. */
  private static final int SPACE = 3;

  private final URI site;
  private final Path target;
  private final Map<String, String> environment;
  private final FetchListener listener;
  private final Patience patience;

  CudaFetch(URI site, Path target, Map<String, String> environment, FetchListener listener) {
    this.site = site;
    this.target = target;
    this.environment = environment;
    this.listener = listener;
    this.patience = Patience.DEFAULT.telling(listener::notice);
  }

  /**
   * For this user.
   *
   * @param mirror of DJL's site, if not from there
   */
  public static CudaFetch ofUser(Optional<URI> mirror, FetchListener listener) {
    URI site = mirror.orElse(URI.create(SITE + CudaLibraries.version() + "/"));
    return new CudaFetch(site, CudaLibraries.directory(), System.getenv(), listener);
  }

  /** One library, by its address and the name that it gets. */
  private record Library(URI address, String name) {
    static Library of(URI list, String path) throws HubException {
      String file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.gz$", "");
      try {
        String name = URLDecoder.decode(file, StandardCharsets.UTF_8);
        if (NAME.matcher(name).matches()) {
          return new Library(list.resolve(path), name);
        }
      } catch (IllegalArgumentException _) { // neither is it an address
      }
      throw new HubException("%s: lists %s, which is no library's name".formatted(list, path));
    }
  }

  /** One library that is to be fetched, and unpacked to its place. */
  private record Job(Remote remote, Download download, Path place) {}

  /**
   * Fetches what is not there yet; an interrupted run is gone on with.
   *
   * @param platform as DJL names it, such as {@code linux-x86_64}
   * @return where the libraries are
   * @throws IOException where there are none for the platform, or they cannot be fetched
   */
  public Path run(String platform) throws IOException {
    try (var _ = StoreLock.take(target, listener)) {
      if (!CudaLibraries.areComplete(target)) {
        try (Web web = new Web(new Proxies(environment), patience)) {
          fetch(web, list(web, platform));
        }
      }
      return target;
    }
  }

  private List<Library> list(Web web, String platform) throws IOException {
    URI uri = site.resolve("files.txt");
    HttpResponse<InputStream> answer = web.get(uri, 0, Web.Route.PLAIN);
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new HubException("%s: %d".formatted(uri, answer.statusCode()));
      }
      String start = "%s/%s/native/lib/".formatted(CudaLibraries.FLAVOR, platform);
      List<Library> libraries = new ArrayList<>();
      for (String line : new String(body.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith(start) && line.endsWith(".gz")) {
          libraries.add(Library.of(uri, line));
        }
      }
      if (libraries.stream().noneMatch(l -> l.name().equals(System.mapLibraryName("torch_cuda")))) {
        throw new HubException("%s: lists no libtorch under %s".formatted(uri, start));
      }
      return libraries;
    }
  }

  private void fetch(Web web, List<Library> libraries) throws IOException {
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    Files.createDirectories(unfinished);
    List<Job> jobs = new ArrayList<>();
    for (Library library : libraries) {
      Path place = unfinished.resolve(library.name());
      if (Files.notExists(place)) {
        Remote remote = Remote.at(web, library.address());
        Path packed = place.resolveSibling(place.getFileName() + ".gz");
        jobs.add(new Job(remote, new Download(remote, packed, patience), place));
      }
    }
    long total = jobs.stream().mapToLong(job -> Math.max(0, job.remote().size())).sum();
    checkSpace(total, jobs);
    listener.begins(
        new FetchListener.Plan("libtorch with " + CudaLibraries.FLAVOR, site, target, total));
    try {
      long done = 0;
      for (Job job : jobs) {
        long before = done;
        job.download().run(bytes -> listener.fetched(before + bytes));
        done += job.download().size();
        unpack(job);
      }
    } finally {
      listener.ends();
    }
    CudaLibraries.markComplete(unfinished, libraries.stream().map(Library::name).toList());
    FileTree.delete(target); // of a fetch or a hand that left some of it out
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void checkSpace(long total, List<Job> jobs) throws IOException {
    long needed = SPACE * total;
    for (Job job : jobs) {
      needed -= job.download().size();
    }
    Disk.checkSpace(target, "libtorch with CUDA", needed);
  }

  /** What cannot be unpacked is deleted only where that is its own fault. */
  private static void unpack(Job job) throws IOException {
    Path packed = job.download().partial();
    Path unfinished = Download.part(job.place(), "unpacked");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), 1 << 16)) {
      Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, job.place(), StandardCopyOption.ATOMIC_MOVE);
    } catch (ZipException | EOFException e) {
      Files.delete(packed);
      throw new HubException(
          "%s: %s; what came was deleted".formatted(job.remote().name(), e.getMessage()));
    } finally {
      Files.deleteIfExists(unfinished);
    }
    job.download().settle();
    Files.delete(job.place().resolveSibling(job.place().getFileName() + ".gz"));
  }
}
