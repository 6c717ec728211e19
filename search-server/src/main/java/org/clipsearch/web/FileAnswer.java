package org.clipsearch.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.ByteRange;

/** Caching and ranges, after RFC 9110 and RFC 9111. */
final class FileAnswer {
  private FileAnswer() {}

  /**
   * Answers that nothing has changed, if that is so.
   *
   * @param etag strong, in quotes
   * @return whether the browser has it already; the response is complete then
   */
  static boolean isKnown(Context ctx, String etag) throws IOException {
    String known = ctx.header("If-None-Match");
    if (known == null || Stream.of(known.split(",", -1)).noneMatch(one -> matches(one, etag))) {
      return false;
    }
    mayBeKept(ctx, etag);
    ctx.status(HttpStatus.NOT_MODIFIED);
    // Caches take headers of this response for the picture's: without these two, they stay right.
    ctx.res().setContentType(null);
    ctx.res().flushBuffer(); // later, Jetty would say that the length is 0
    return true;
  }

  /** The weak comparison of RFC 9110, section 8.8.3.2. */
  private static boolean matches(String known, String etag) {
    String stripped = known.strip();
    return stripped.equals("*") || stripped.equals(etag) || stripped.equals("W/" + etag);
  }

  /** Lets the browser keep the response, and ask each time whether it still holds. */
  static void mayBeKept(Context ctx, String etag) {
    ctx.header("Cache-Control", "private, no-cache");
    ctx.header("ETag", etag);
  }

  /**
   * Sends a file, or the part of it that is asked for.
   *
   * @param etag as {@link #isKnown} was told
   */
  static void send(Context ctx, Path file, String etag) throws IOException {
    ctx.header("Accept-Ranges", "bytes");
    try (FileChannel channel = FileChannel.open(file)) {
      long length = channel.size();
      ByteRange part = new ByteRange(0, length - 1);
      String range = ctx.header("Range");
      String ifRange = ctx.header("If-Range");
      boolean isWanted =
          ctx.method().equals(HandlerType.GET) && range != null && range.startsWith("bytes=");
      if (isWanted && (ifRange == null || ifRange.equals(etag))) {
        List<ByteRange> ranges = ByteRange.parse(List.of(range), length);
        if (ranges.isEmpty()) {
          ctx.header("Content-Range", ByteRange.toNonSatisfiableHeaderValue(length));
          throw new RequestException(
              HttpStatus.RANGE_NOT_SATISFIABLE, "Range must lie within %d bytes".formatted(length));
        }
        if (ranges.size() == 1) { // several are answered by the whole, as servers may
          part = ranges.getFirst();
          ctx.status(HttpStatus.PARTIAL_CONTENT);
          ctx.header("Content-Range", part.toHeaderValue(length));
        }
      }
      mayBeKept(ctx, etag);
      send(ctx, channel, part);
    }
  }

  private static void send(Context ctx, FileChannel channel, ByteRange part) throws IOException {
    ctx.res().setContentLengthLong(part.getLength());
    if (ctx.method().equals(HandlerType.HEAD)) {
      return;
    }
    WritableByteChannel out = Channels.newChannel(ctx.res().getOutputStream());
    long at = part.first();
    while (at <= part.last()) {
      long sent = channel.transferTo(at, part.last() + 1 - at, out);
      if (sent <= 0) {
        throw new IOException("the file became shorter while it was sent");
      }
      at += sent;
    }
  }
}
