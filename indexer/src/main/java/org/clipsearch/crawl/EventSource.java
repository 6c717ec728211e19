package org.clipsearch.crawl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Locale;
import java.util.Set;

/** What of the system decides whether a folder can be watched. Tests have their own. */
interface EventSource {
  EventSource SYSTEM =
      new EventSource() {
        @Override
        public WatchKey register(Path folder, WatchService service) throws IOException {
          return folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
        }

        @Override
        public String storeType(Path folder) {
          try {
            return Files.getFileStore(folder).type();
          } catch (IOException e) { // the mount is not listed, as in some containers
            return "unknown";
          }
        }
      };

  /**
   * File systems that others write to without an event here, by the names in /proc/mounts: network
   * drives, and the folders that virtual machines and containers share with their hosts.
   */
  Set<String> REMOTE =
      Set.of(
          "9p",
          "afpfs",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "coda",
          "davfs",
          "drvfs",
          "fakeowner",
          "gfs2",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "ocfs2",
          "prl_fs",
          "vboxsf",
          "virtiofs");

  /** File systems that are programs, by what follows "fuse."; most others are local ones. */
  Set<String> REMOTE_PROGRAMS =
      Set.of(
          "ceph-fuse",
          "curlftpfs",
          "davfs2",
          "gcsfuse",
          "glusterfs",
          "google-drive-ocamlfuse",
          "grpcfuse",
          "gvfsd-fuse",
          "osxfs",
          "portal",
          "rclone",
          "s3fs",
          "sshfs",
          "vmhgfs-fuse");

  /**
   * Registers a folder for all events.
   *
   * @throws java.nio.file.FileSystemException where there is something about the folder
   * @throws IOException where no more folders can be watched
   */
  WatchKey register(Path folder, WatchService service) throws IOException;

  /** What kind of file system a folder is on; any other word where that cannot be told. */
  String storeType(Path folder);

  /** Whether files on such a file system may change without an event here. */
  static boolean isRemote(String storeType) {
    String type = storeType.toLowerCase(Locale.ROOT);
    return REMOTE.contains(type)
        || type.startsWith("nfs")
        || type.startsWith("smb")
        || (type.startsWith("fuse.") && REMOTE_PROGRAMS.contains(type.substring("fuse.".length())));
  }
}
