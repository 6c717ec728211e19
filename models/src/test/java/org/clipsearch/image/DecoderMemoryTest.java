package org.clipsearch.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.clipsearch.TestImages;
import org.junit.jupiter.api.Test;

/** What decoders may take together. */
class DecoderMemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void sharesAreLimitedByTheWhole() throws Exception {
    DecoderMemory memory = new DecoderMemory(10);
    var first = memory.take(6 * MIB);
    Waiting second = new Waiting(() -> memory.take(6 * MIB).close());
    second.awaitBlocked();
    first.close();
    second.awaitEnd();
  }

  @Test
  void whatIsLargerThanTheWholeRunsAlone() throws Exception {
    DecoderMemory memory = new DecoderMemory(10);
    var small = memory.take(1);
    Waiting large = new Waiting(() -> memory.take(1L << 40).close());
    large.awaitBlocked();
    small.close();
    large.awaitEnd();
    memory.take(1L << 40).close(); // all was given back
  }

  @Test
  void decodersOfEveryKindAskForTheirShare() throws Exception {
    byte[] jpeg = TestImages.encode(TestImages.waves(40, 30, 1), "jpg");
    var all = DecoderMemory.SHARED.take(1L << 40);
    Waiting decoder = new Waiting(() -> ImageDecoder.decode(jpeg));
    Waiting rendition = new Waiting(() -> JpegRendition.of(jpeg, 16));
    decoder.awaitBlocked();
    rendition.awaitBlocked();
    all.close();
    decoder.awaitEnd();
    rendition.awaitEnd();
  }

  /** Twice the picture as decoded, and all coefficients where it comes in scans. */
  @Test
  void peaksFollowTheFormula() throws IOException {
    byte[] file = new byte[1000];
    assertEquals(6 * 12_000_000 + 1000, peak(file, ImageFormat.JPEG, false, 1));
    assertEquals(6 * 750_000 + 1000, peak(file, ImageFormat.JPEG, false, 4));
    assertEquals(6 * 750_000 + 6 * 12_000_000 + 1000, peak(file, ImageFormat.JPEG, true, 4));
    assertEquals(8 * 12_000_000 + 1000, peak(file, ImageFormat.PNG, false, 1));
  }

  private static long peak(byte[] file, ImageFormat format, boolean inScans, int reduction) {
    ImageHeader header = new ImageHeader(format, 4000, 3000, 3, 1, inScans);
    return new EncodedImage(file, 0, header).peakBytes(reduction);
  }

  /** What waits for memory in a thread of its own. */
  private static final class Waiting {
    private interface Task {
      void run() throws IOException;
    }

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    Waiting(Task task) {
      thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      task.run();
                      end.complete(null);
                    } catch (IOException | RuntimeException | Error e) {
                      end.completeExceptionally(e);
                    }
                  });
    }

    void awaitBlocked() throws InterruptedException {
      while (thread.getState() != Thread.State.WAITING) {
        assertTrue(thread.isAlive(), "ran without a share");
        Thread.sleep(1);
      }
      assertTrue(!end.isDone());
    }

    void awaitEnd() throws Exception {
      end.get(60, TimeUnit.SECONDS);
    }
  }
}
