package org.clipsearch.vectors;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Vectors of 512 that lie as CLIP's do, each a function of a seed and its number: a million take no
 * memory, and what was begun can be gone on with. Thread-safe.
 *
 * <p>A vector is the sum of three parts, scaled to unit length:
 *
 * <ul>
 *   <li>An <b>offset</b> common to all images, and another common to all texts: the two narrow
 *       cones of Liang et al., "Mind the Gap" (2022). They stand about as far apart as there, at
 *       right angles to all content, and heavy-tailed: a few components carry most of them (Schrodi
 *       et al., "Two Effects, One Trigger", 2024).
 *   <li><b>Content</b> in a subspace of {@link #CONTENT_DIMENSIONS}, whose later directions vary
 *       less. Images form {@link #CLUSTERS} clusters of Zipf-like size; within one they vary along
 *       {@link #CLUSTER_DIMENSIONS} directions of its own.
 *   <li>Gaussian <b>noise</b> in all 512 dimensions.
 * </ul>
 *
 * <p>The shares of the squared length are chosen so that cosines fall where those of ViT-B/32 do:
 * 0.4 to 0.7 between any two images, about 0.8 within a cluster, 0.1 to 0.25 between an image and a
 * text that has nothing to do with it, 0.25 to 0.4 where it has. A text's content is much shorter
 * than an image's, and more than half of what is its own is noise: texts lie off the images'
 * manifold.
 */
public final class ClipLikeVectors {
  /** Of a vector: as ViT-B/32 has. */
  public static final int DIMENSION = 512;

  /** Estimates of the intrinsic dimension of CLIP's image vectors lie around 30 to 60. */
  private static final int CONTENT_DIMENSIONS = 48;

  /** At which direction of the content the variance has fallen to a half. */
  private static final double HALF_VARIANCE = 8;

  /** A large library has some thousand subjects. */
  private static final int CLUSTERS = 4_000;

  /** Cluster c, counted from 1, has a share of c to the power of minus this; the first has 4 %. */
  private static final double ZIPF = 0.8;

  private static final int CLUSTER_DIMENSIONS = 12;

  /** Of an image's content, the share of the squared length that all of its cluster have. */
  private static final double CLUSTER_SHARE = 0.75;

  // Shares of the squared length.
  private static final double IMAGE_OFFSET = 0.55;
  private static final double IMAGE_CONTENT = 0.35;
  private static final double IMAGE_NOISE = 0.10;
  private static final double TEXT_OFFSET = 0.56;
  private static final double TEXT_CONTENT = 0.09;
  private static final double TEXT_NOISE = 0.35;

  /** Cosine of the two offsets: it makes unrelated images and texts meet at 0.17. */
  private static final double OFFSETS_COSINE = 0.32;

  private static final int IMAGES = 1;
  private static final int IMAGE_QUERIES = 2;
  private static final int TEXT_QUERIES = 3;
  private static final int WORLD = 4;

  private final long seed;
  private final double[] imageOffset;
  private final double[] textOffset;
  private final double[][] directions; // [48, 512], orthonormal
  private final double[] cumulative; // [4000], shares of the clusters up to each
  private final double[][] centres; // [4000, 48]
  private final double[][][] spreads; // [4000, 12, 48]

  public ClipLikeVectors(long seed) {
    this.seed = seed;
    SplittableRandom random = random(WORLD, 0);
    double[][] axes = new double[CONTENT_DIMENSIONS + 2][];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = orthogonal(i < 2 ? heavyTailed(random) : gaussian(random, DIMENSION), axes, i);
    }
    this.imageOffset = axes[0];
    this.textOffset = new double[DIMENSION];
    add(textOffset, OFFSETS_COSINE, axes[0]);
    add(textOffset, Math.sqrt(1 - OFFSETS_COSINE * OFFSETS_COSINE), axes[1]);
    this.directions = Arrays.copyOfRange(axes, 2, axes.length);
    this.cumulative = new double[CLUSTERS];
    this.centres = new double[CLUSTERS][];
    this.spreads = new double[CLUSTERS][CLUSTER_DIMENSIONS][];
    double sum = 0;
    for (int c = 0; c < CLUSTERS; c++) {
      sum += Math.pow(c + 1, -ZIPF);
      cumulative[c] = sum;
      centres[c] = content(random, Math.sqrt(CLUSTER_SHARE));
      for (int d = 0; d < CLUSTER_DIMENSIONS; d++) {
        spreads[c][d] = content(random, Math.sqrt((1 - CLUSTER_SHARE) / CLUSTER_DIMENSIONS));
      }
    }
  }

  public long seed() {
    return seed;
  }

  /** One of the vectors that are indexed. */
  public float[] image(long number) {
    return image(random(IMAGES, number));
  }

  /** Another member of their clusters, as an image that is searched with. */
  public float[] imageQuery(long number) {
    return image(random(IMAGE_QUERIES, number));
  }

  private float[] image(SplittableRandom random) {
    double[] vector = noise(random, IMAGE_NOISE);
    add(vector, Math.sqrt(IMAGE_OFFSET), imageOffset);
    project(member(cluster(random), random), Math.sqrt(IMAGE_CONTENT), vector);
    return unit(vector);
  }

  /** A sentence about what images of one cluster show. */
  public float[] textQuery(long number) {
    SplittableRandom random = random(TEXT_QUERIES, number);
    double[] vector = noise(random, TEXT_NOISE);
    add(vector, Math.sqrt(TEXT_OFFSET), textOffset);
    double[] subject = member(cluster(random), random);
    project(subject, Math.sqrt(TEXT_CONTENT / dot(subject, subject)), vector);
    return unit(vector);
  }

  private int cluster(SplittableRandom random) {
    int found = Arrays.binarySearch(cumulative, random.nextDouble(cumulative[CLUSTERS - 1]));
    return found >= 0 ? found : -found - 1;
  }

  private double[] member(int cluster, SplittableRandom random) {
    double[] content = centres[cluster].clone();
    for (double[] direction : spreads[cluster]) {
      add(content, random.nextGaussian(), direction);
    }
    return content;
  }

  /** Content of a length that is right in the mean of the squares. */
  private static double[] content(SplittableRandom random, double length) {
    double[] content = gaussian(random, CONTENT_DIMENSIONS);
    double variances = 0;
    for (int i = 0; i < content.length; i++) {
      double variance = 1 / (1 + i / HALF_VARIANCE);
      content[i] *= Math.sqrt(variance);
      variances += variance;
    }
    for (int i = 0; i < content.length; i++) {
      content[i] *= length / Math.sqrt(variances);
    }
    return content;
  }

  private void project(double[] content, double scale, double[] into) {
    for (int i = 0; i < content.length; i++) {
      add(into, scale * content[i], directions[i]);
    }
  }

  private static double[] noise(SplittableRandom random, double share) {
    double[] noise = gaussian(random, DIMENSION);
    for (int i = 0; i < noise.length; i++) {
      noise[i] *= Math.sqrt(share / DIMENSION);
    }
    return noise;
  }

  private static double[] gaussian(SplittableRandom random, int length) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private static double[] heavyTailed(SplittableRandom random) {
    double[] values = gaussian(random, DIMENSION);
    Arrays.setAll(values, i -> values[i] * values[i] * values[i]);
    return values;
  }

  /** Of unit length, and at right angles to the first so many axes (Gram and Schmidt). */
  private static double[] orthogonal(double[] vector, double[][] axes, int count) {
    for (int i = 0; i < count; i++) {
      add(vector, -dot(vector, axes[i]), axes[i]);
    }
    double scale = 1 / Math.sqrt(dot(vector, vector));
    Arrays.setAll(vector, i -> scale * vector[i]);
    return vector;
  }

  private static void add(double[] to, double scale, double[] vector) {
    for (int i = 0; i < to.length; i++) {
      to[i] += scale * vector[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static float[] unit(double[] vector) {
    double scale = 1 / Math.sqrt(dot(vector, vector));
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (scale * vector[i]);
    }
    return unit;
  }

  /** Of its own for each vector: neighbouring numbers must not give streams that overlap. */
  private SplittableRandom random(int kind, long number) {
    long mixed = new SplittableRandom(seed * 8 + kind).nextLong();
    return new SplittableRandom(new SplittableRandom(mixed + number).nextLong());
  }
}
