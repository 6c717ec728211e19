package org.clipsearch.pipeline;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.clipsearch.scenes.SceneFile;
import org.clipsearch.scenes.ScenePainter;
import org.clipsearch.scenes.Scenes;

/**
 * Stands for a camera: scenes, enlarged, with noise as sensors have it, as JPEGs that take as many
 * bytes a pixel as photographs do. Each is a function of its number.
 */
public final class Photographs {
  /** Scenes are drawn at this height, which shows all that is in them. */
  private static final int DRAWN = 600;

  /** Standard deviation of the noise, in grey levels of 255: some 0.3 bytes a pixel. */
  private static final double NOISE = 7;

  private static final int NOISE_LENGTH = 1 << 20;

  private static final byte[] NOISES = noises();

  private Photographs() {}

  private static byte[] noises() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] noises = new byte[NOISE_LENGTH];
    for (int i = 0; i < NOISE_LENGTH; i++) {
      noises[i] = (byte) Math.clamp(Math.round(NOISE * random.nextGaussian()), -127, 127);
    }
    return noises;
  }

  /**
   * Writes what is missing of them, on all cores.
   *
   * @param folder made where it is not there
   * @param progress is told how many there are, from any thread
   */
  public static void write(Path folder, int count, PixelSize size, LongConsumer progress)
      throws IOException {
    Files.createDirectories(folder);
    AtomicLong done = new AtomicLong();
    try {
      IntStream.range(0, count)
          .parallel()
          .forEach(
              number -> {
                write(folder.resolve("%06d.jpg".formatted(number)), number, size);
                progress.accept(done.incrementAndGet());
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Path file, int number, PixelSize size) {
    if (Files.exists(file)) {
      return;
    }
    try {
      Path unfinished = file.resolveSibling(file.getFileName() + ".part");
      Files.write(unfinished, SceneFile.jpeg(take(number, size)));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage take(int number, PixelSize size) {
    int drawnWidth = Math.max(1, DRAWN * size.width() / size.height());
    BufferedImage scene = ScenePainter.paint(Scenes.of(number), drawnWidth, DRAWN);
    BufferedImage photograph =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = photograph.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(scene, 0, 0, size.width(), size.height(), null);
    g.dispose();
    int[] pixels = ((DataBufferInt) photograph.getRaster().getDataBuffer()).getData();
    SplittableRandom random = new SplittableRandom(number);
    int at = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (i % 4096 == 0) {
        at = random.nextInt(NOISE_LENGTH - 4096);
      }
      pixels[i] = brighter(pixels[i], NOISES[at++]);
    }
    return photograph;
  }

  private static int brighter(int rgb, int by) {
    int red = Math.clamp((rgb >> 16 & 255) + by, 0, 255);
    int green = Math.clamp((rgb >> 8 & 255) + by, 0, 255);
    int blue = Math.clamp((rgb & 255) + by, 0, 255);
    return red << 16 | green << 8 | blue;
  }
}
