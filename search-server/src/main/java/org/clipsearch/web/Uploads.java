package org.clipsearch.web;

import io.javalin.config.MultipartConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.clipsearch.image.ImageException;
import org.clipsearch.image.ImageFormat;
import org.clipsearch.image.ImageHeader;
import org.clipsearch.image.PreparedImage;
import org.clipsearch.search.ImageSearch;

/** Pictures that come with a request. They are held in memory and never written to the disk. */
final class Uploads {
  /** Of a request with a picture, in bytes. */
  private static final int MAX_BODY = 20 << 20;

  /** Of a form's fields together, in bytes: ten thousand labels of a hundred. */
  static final int MAX_FIELDS = 1_000_000;

  /** Requests with pictures at once; the bodies of more wait where they are, in the network. */
  private static final int AT_ONCE = 8;

  private static final int PATIENCE_SECONDS = 30;

  /** Phones take pictures of 50; decoding takes six bytes a pixel. */
  private static final long MAX_PIXELS = 64_000_000;

  private final ImageSearch search;
  private final Decoders decoders;
  private final Semaphore requests = new Semaphore(AT_ONCE, true);

  Uploads(ImageSearch search, Decoders decoders) {
    this.search = search;
    this.decoders = decoders;
  }

  static void configure(MultipartConfig config) {
    config.maxTotalRequestSize(MAX_BODY, SizeUnit.BYTES);
    config.maxFileSize(MAX_BODY, SizeUnit.BYTES);
    config.maxInMemoryFileSize(MAX_BODY, SizeUnit.BYTES);
  }

  /** Refuses what is announced as too large before it is sent. */
  static void checkLength(Context ctx) {
    if (ctx.req().getContentLengthLong() > MAX_BODY) {
      throw tooLarge();
    }
  }

  private static RequestException tooLarge() {
    return new RequestException(
        HttpStatus.CONTENT_TOO_LARGE,
        "a request must have at most %d MB".formatted(MAX_BODY >> 20));
  }

  /** What is wrong with a form that Jetty refuses: too large, or not well formed. */
  static RequestException unreadable(ServletException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = String.valueOf(root.getMessage());
    if (why.startsWith("max length exceeded")) {
      return tooLarge();
    }
    return RequestException.bad(
        "the form cannot be read: " + (root instanceof NullPointerException ? "no name" : why));
  }

  /**
   * A picture ready for the model.
   *
   * @param name the file's, as the client says
   */
  record Upload(String name, PreparedImage image) {}

  /** For as long as a body is in memory; closed when the request is answered. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until a form with pictures may be read. */
  Permit admit(Context ctx) throws InterruptedException {
    if (!ctx.isMultipartFormData()) {
      return () -> {};
    }
    if (!requests.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new RequestException(HttpStatus.SERVICE_UNAVAILABLE, "too many pictures at once");
    }
    return requests::release;
  }

  /** The picture that a form's part {@code image} holds, if there is that part. */
  Optional<Upload> find(Context ctx) throws IOException {
    if (!ctx.isMultipartFormData() && !ctx.isFormUrlencoded()) {
      throw noForm();
    }
    UploadedFile part = ctx.uploadedFile("image");
    if (part == null) {
      return Optional.empty();
    }
    byte[] file = bytes(part);
    check(file);
    return Optional.of(new Upload(part.filename(), decoders.run(() -> search.prepare(file))));
  }

  private static byte[] bytes(UploadedFile part) throws IOException {
    try (InputStream content = part.content()) {
      return content.readAllBytes();
    }
  }

  private static RequestException noForm() {
    return new RequestException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "the request must be of type multipart/form-data, as of curl -F image=@FILE");
  }

  /** The picture that must be there. */
  Upload get(Context ctx) throws IOException {
    if (!ctx.isMultipartFormData()) {
      throw noForm();
    }
    return find(ctx).orElseThrow(() -> RequestException.bad("image must be a part with a file"));
  }

  private static void check(byte[] file) throws ImageException {
    if (ImageFormat.of(file).isEmpty()) {
      throw new RequestException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "image must be a file of " + ImageFormat.ALL);
    }
    long pixels = ImageHeader.read(file).pixels();
    if (pixels > MAX_PIXELS) {
      throw new RequestException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "image must have at most %d pixels, got: %d".formatted(MAX_PIXELS, pixels));
    }
  }
}
