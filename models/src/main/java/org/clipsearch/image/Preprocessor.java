package org.clipsearch.image;

/**
 * Shrinks and crops a picture as the reference does: torchvision's {@code Resize} and {@code
 * CenterCrop} on 8-bit Pillow images, horizontally first. Only what the crop needs is computed.
 * Thread-safe.
 */
public final class Preprocessor {
  private final int resize;
  private final int crop;

  public Preprocessor(Preprocessing preprocessing) {
    this.resize = preprocessing.resize();
    this.crop = preprocessing.crop();
  }

  /** The square {@code [S, S, 3]}, of the size and place that the original gives it. */
  public PreparedImage prepare(RgbImage image) {
    int width = image.width();
    int originalWidth = image.originalWidth();
    int originalHeight = image.originalHeight();
    long shorter = Math.min(originalWidth, originalHeight);
    long newWidth = (long) resize * originalWidth / shorter;
    long newHeight = (long) resize * originalHeight / shorter;
    // The last reduced column and row may stand for less than the others.
    double acrossScale = (double) originalWidth / image.reduction() / newWidth;
    double downScale = (double) originalHeight / image.reduction() / newHeight;
    BicubicResampler across = new BicubicResampler(width, acrossScale, start(newWidth), crop);
    BicubicResampler down = new BicubicResampler(image.height(), downScale, start(newHeight), crop);

    int stride = 3 * crop;
    int firstRow = down.firstInput();
    byte[] rows = new byte[(down.inputEnd() - firstRow) * stride];
    for (int y = firstRow; y < down.inputEnd(); y++) {
      across.row(image.rgb(), 3 * width * y, rows, (y - firstRow) * stride);
    }
    byte[] pixels = down.columns(rows, stride);
    return new PreparedImage(originalWidth, originalHeight, pixels);
  }

  /** Where the crop begins: half of what is left over, a half rounded to even. */
  private long start(long length) {
    return (long) Math.rint((length - crop) / 2.0);
  }
}
