package org.clipsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.ImageFile;
import org.clipsearch.image.ImageFormat;
import org.clipsearch.image.ImageHeader;
import org.clipsearch.image.JpegRendition;
import org.clipsearch.index.ImageIndex;
import org.clipsearch.index.IndexedImage;
import org.clipsearch.search.ImageSearch;

/** Indexed pictures to look at, by their ids: no request names a path. */
final class ImageRoutes implements Routes {
  static final String GONE =
      "the image's file is not there any more, or must not be read; the next index run will notice";

  /** Mostly enough; and enough where a colour profile stands before a JPEG's frame header. */
  private static final List<Integer> JPEG_HEADS = List.of(1 << 16, 4 << 20);

  private final ImageSearch search;
  private final ThumbnailCache thumbnails;
  private final Decoders decoders;

  ImageRoutes(ImageSearch search, ThumbnailCache thumbnails, Decoders decoders) {
    this.search = search;
    this.thumbnails = thumbnails;
    this.decoders = decoders;
  }

  @Override
  public void register(RoutesConfig routes) {
    Routes.get(routes, "/api/images/{id}", this::original);
    Routes.get(routes, "/api/images/{id}/thumbnail", this::thumbnail);
  }

  /**
   * A file as it is on the disk now.
   *
   * @param version differs where the content may
   */
  private record Source(String id, Path path, ImageFormat format, String version) {}

  /** What lies there now need not be what was indexed; but nothing is shown that is no picture. */
  private Source source(Context ctx) throws IOException {
    String id = ctx.pathParam("id");
    Path path = path(id);
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      if (!file.isRegularFile()) {
        throw gone("is no file any more");
      }
      ImageFormat format = format(path).orElseThrow(() -> gone("is no image any more"));
      long modified = file.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      return new Source(id, path, format, "%x-%x".formatted(modified, file.size()));
    } catch (IOException e) {
      throw new RequestException(HttpStatus.NOT_FOUND, GONE);
    }
  }

  private Path path(String id) throws IOException {
    try (ImageIndex index = search.index()) {
      return index
          .image(id)
          .map(IndexedImage::path)
          .orElseThrow(() -> SearchRoutes.noImage("id", id));
    }
  }

  private static Optional<ImageFormat> format(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ImageFormat.of(in.readNBytes(ImageFormat.HEAD));
    }
  }

  private static RequestException gone(String why) {
    return new RequestException(
        HttpStatus.NOT_FOUND, "the image's file " + why + "; the next index run will notice");
  }

  /** The file itself, or a JPEG of it where browsers cannot show it. */
  private void original(Context ctx) throws IOException {
    Source source = source(ctx);
    String etag = "\"%s\"".formatted(source.version());
    if (FileAnswer.isKnown(ctx, etag)) {
      return;
    }
    if (source.format().isForWeb() && !isCmyk(source)) {
      ctx.contentType(source.format().mediaType());
      FileAnswer.send(ctx, source.path(), etag);
    } else {
      jpeg(ctx, render(source.path(), JpegRendition.FULL_SIZE), etag);
    }
  }

  /** Four inks, which browsers show in false colours, or not at all. */
  private static boolean isCmyk(Source source) throws IOException {
    if (source.format() != ImageFormat.JPEG) {
      return false;
    }
    for (int head : JPEG_HEADS) {
      try (InputStream in = Files.newInputStream(source.path())) {
        return ImageHeader.read(in.readNBytes(head)).components() == 4;
      } catch (ImageException e) {
        // the header is longer, or damaged; then the browser shows what it can
      }
    }
    return false;
  }

  private void thumbnail(Context ctx) throws IOException {
    int size = Parameters.size(ctx);
    Source source = source(ctx);
    String etag = "\"%s-%d\"".formatted(source.version(), size);
    if (FileAnswer.isKnown(ctx, etag)) {
      return;
    }
    String key = "%s-%s-%d.jpg".formatted(source.id(), source.version(), size);
    jpeg(ctx, thumbnails.get(key, () -> render(source.path(), size)), etag);
  }

  private static void jpeg(Context ctx, byte[] jpeg, String etag) {
    FileAnswer.mayBeKept(ctx, etag);
    ctx.contentType(ImageFormat.JPEG.mediaType());
    ctx.result(jpeg);
  }

  private byte[] render(Path file, int size) throws IOException {
    return decoders.run(() -> JpegRendition.of(ImageFile.read(file), size));
  }
}
