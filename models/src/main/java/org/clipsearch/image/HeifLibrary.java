package org.clipsearch.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;

/**
 * libheif's functions, by the {@code heif.h} of its version 1.15. Thread-safe; what it gives lives
 * as long as an arena.
 */
@SuppressWarnings("restricted") // calling C is what this class is for
final class HeifLibrary {
  // heif.h
  private static final int COLORSPACE_RGB = 1;
  private static final int CHROMA_INTERLEAVED_RGB = 10;
  private static final int CHANNEL_INTERLEAVED = 10;

  /** heif_error: a category, a detail, and a sentence, which is returned by value. */
  private static final MemoryLayout ERROR = MemoryLayout.structLayout(JAVA_INT, JAVA_INT, ADDRESS);

  private static final long ERROR_SENTENCE = 8;

  /** Longer than any of its texts. */
  private static final long TEXT_BYTES = 1024;

  private final SymbolLookup symbols;

  private HeifLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * Loads the first of some files that is there.
   *
   * @param files names for the system's loader, or paths
   */
  static Optional<HeifLibrary> load(List<String> files) {
    for (String file : files) {
      try {
        var library = new HeifLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
        library.initialise();
        return Optional.of(library);
      } catch (IllegalArgumentException e) {
        // not there; the next may be
      }
    }
    return Optional.empty();
  }

  /** Finds the plug-ins, where it knows them. */
  private void initialise() {
    if (symbols.find("heif_init").isPresent()) {
      try (Arena arena = Arena.ofConfined()) {
        var type = FunctionDescriptor.of(ERROR, ADDRESS);
        call("heif_init", type, (SegmentAllocator) arena, MemorySegment.NULL);
      }
    }
  }

  String version() {
    return text((MemorySegment) call("heif_get_version", FunctionDescriptor.of(ADDRESS)));
  }

  /** Whether there is a decoder, by heif_compression_format. */
  boolean decodes(int codec) {
    var type = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    return (int) call("heif_have_decoder_for_format", type, codec) != 0;
  }

  /**
   * Opens a file's primary picture; nothing is decoded yet.
   *
   * @param file must live as long as the arena
   * @param longestSide what no part of it may exceed, in pixels
   */
  MemorySegment open(MemorySegment file, int longestSide, Arena arena) throws ImageException {
    var alloc = (MemorySegment) call("heif_context_alloc", FunctionDescriptor.of(ADDRESS));
    MemorySegment context = owned(alloc, "heif_context_free", arena);
    setIfThere("heif_context_set_maximum_image_size_limit", context, longestSide);
    setIfThere("heif_context_set_max_decoding_threads", context, 0); // in the caller's
    check(
        "heif_context_read_from_memory_without_copy",
        FunctionDescriptor.of(ERROR, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS),
        arena,
        context,
        file,
        file.byteSize(),
        MemorySegment.NULL);
    MemorySegment handle = arena.allocate(ADDRESS);
    var type = FunctionDescriptor.of(ERROR, ADDRESS, ADDRESS);
    check("heif_context_get_primary_image_handle", type, arena, context, handle);
    return owned(handle.get(ADDRESS, 0), "heif_image_handle_release", arena);
  }

  /** As it will be decoded: turned. */
  int width(MemorySegment handle) {
    return length("heif_image_handle_get_width", handle);
  }

  /** As it will be decoded: turned. */
  int height(MemorySegment handle) {
    return length("heif_image_handle_get_height", handle);
  }

  private int length(String function, MemorySegment of) {
    return (int) call(function, FunctionDescriptor.of(JAVA_INT, ADDRESS), of);
  }

  /** Decodes an opened picture, upright. */
  RgbImage decode(MemorySegment handle, Arena arena) throws ImageException {
    MemorySegment result = arena.allocate(ADDRESS);
    check(
        "heif_decode_image",
        FunctionDescriptor.of(ERROR, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
        arena,
        handle,
        result,
        COLORSPACE_RGB,
        CHROMA_INTERLEAVED_RGB,
        MemorySegment.NULL);
    MemorySegment image = owned(result.get(ADDRESS, 0), "heif_image_release", arena);
    return copy(image, arena);
  }

  private RgbImage copy(MemorySegment image, Arena arena) throws ImageException {
    var ofLength = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
    int width = (int) call("heif_image_get_width", ofLength, image, CHANNEL_INTERLEAVED);
    int height = (int) call("heif_image_get_height", ofLength, image, CHANNEL_INTERLEAVED);
    MemorySegment stride = arena.allocate(JAVA_INT);
    var ofPlane = FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    var plane =
        (MemorySegment)
            call("heif_image_get_plane_readonly", ofPlane, image, CHANNEL_INTERLEAVED, stride);
    long row = stride.get(JAVA_INT, 0);
    if (width < 1 || height < 1 || row < 3L * width || plane.equals(MemorySegment.NULL)) {
      throw new ImageException("damaged: it decodes to nothing");
    }
    if ((long) width * height > Decoding.MOST_PIXELS) {
      throw new ImageException(ImageDecoder.TOO_LARGE);
    }
    byte[] rgb = new byte[3 * width * height];
    MemorySegment rows = plane.reinterpret(row * (height - 1) + 3L * width);
    for (int y = 0; y < height; y++) {
      MemorySegment.copy(rows, JAVA_BYTE, y * row, rgb, 3 * width * y, 3 * width);
    }
    return new RgbImage(width, height, rgb);
  }

  /** Has what the library has made be freed with the arena. */
  private MemorySegment owned(MemorySegment made, String freedBy, Arena arena)
      throws ImageException {
    if (made.equals(MemorySegment.NULL)) {
      throw new ImageException(ImageDecoder.TOO_LARGE);
    }
    return made.reinterpret(
        arena, segment -> call(freedBy, FunctionDescriptor.ofVoid(ADDRESS), segment));
  }

  private void setIfThere(String function, MemorySegment context, int value) {
    if (symbols.find(function).isPresent()) {
      call(function, FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT), context, value);
    }
  }

  /** Calls a function that tells how it went. */
  private void check(String function, FunctionDescriptor type, Object... arguments)
      throws ImageException {
    var error = (MemorySegment) call(function, type, arguments);
    if (error.get(JAVA_INT, 0) != 0) {
      String sentence = text(error.get(ADDRESS, ERROR_SENTENCE));
      throw new ImageException("damaged: " + sentence.strip());
    }
  }

  private static String text(MemorySegment zeroTerminated) {
    return zeroTerminated.reinterpret(TEXT_BYTES).getString(0);
  }

  /**
   * Calls a function.
   *
   * @param arguments the arena first where a structure is returned
   */
  private Object call(String function, FunctionDescriptor type, Object... arguments) {
    MemorySegment address = symbols.find(function).orElseThrow();
    try {
      return Linker.nativeLinker().downcallHandle(address, type).invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function + " failed", e);
    }
  }
}
