package org.clipsearch.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final TensorSpec SPEC = TensorSpec.of("t", 2, 3);
  private static final float[] VALUES = {0, 1, -2, 0.5f, 65504, -0.25f};

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16"})
  void whatIsWrittenIsReadBack(StorageType type) throws IOException {
    Path file = directory.resolve("a.safetensors");
    TensorSpec scalar = TensorSpec.of("scalar");
    SafetensorsWriter.write(
        file, type, List.of(scalar, SPEC), spec -> spec.equals(scalar) ? new float[] {7} : VALUES);
    try (Safetensors tensors = Safetensors.open(file)) {
      assertEquals(7, tensors.get(scalar).get(0));
      StoredTensor tensor = tensors.get(SPEC);
      assertEquals(type, tensor.type());
      for (int i = 0; i < VALUES.length; i++) {
        float tolerance = type == StorageType.BF16 ? Math.abs(VALUES[i]) / 256 : 0;
        assertEquals(VALUES[i], tensor.get(i), tolerance);
      }
    }
  }

  @Test
  void metadataAndUnusedTensorsAreNoHindrance() throws IOException {
    Path file =
        write(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"position_ids\":{\"dtype\":\"I64\",\"shape\":[1,2],\"data_offsets\":[0,16]},"
                + "\"t\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[16,40]}}",
            40);
    try (Safetensors tensors = Safetensors.open(file)) {
      assertEquals(6, tensors.get(SPEC).spec().size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "u | tensor u is missing; config.json asks for it with shape [2, 3]",
        "shape | tensor shape has shape [3, 2], but config.json asks for [2, 3]",
        "type | tensor type is stored as I64; F32, F16 or BF16 is needed"
      })
  void mismatchNamesFileTensorAndShapes(String name, String message) throws IOException {
    Path file =
        write(
            "{\"shape\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]},"
                + "\"type\":{\"dtype\":\"I64\",\"shape\":[2,3],\"data_offsets\":[24,72]}}",
            72);
    try (Safetensors tensors = Safetensors.open(file)) {
      TensorSpec wanted = new TensorSpec(name, SPEC.shape());
      IOException e = assertThrows(CheckpointException.class, () -> tensors.get(wanted));
      assertEquals(file + ": " + message, e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "{",
        "{}x",
        "{\"t\":{}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[6]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24,24]}}",
        "{\"t\":{\"dtype\":\"F33\",\"shape\":[6],\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":6,\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[\"a\"],\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-2,-3],\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[7],\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[24,0]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[-24,0]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[12],\"data_offsets\":[0,48]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[5],\"data_offsets\":[4,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[5],\"data_offsets\":[0,20]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,99999999999999999999]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2],\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,6],\"data_offsets\":[0,24]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]},"
            + "\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[8,24]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]}}"
      })
  void hostileHeadersAreRefused(String header) throws IOException {
    Path file = write(header, 24);
    IOException e = assertThrows(CheckpointException.class, () -> Safetensors.open(file));
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    Path file = write("{\"t\":" + "[".repeat(100_000), 0);
    assertThrows(CheckpointException.class, () -> Safetensors.open(file));
  }

  @Test
  void headerThatIsNotUtf8IsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(write("{\"t\":1}", 0));
    bytes[10] = (byte) 0xff;
    Path file = Files.write(directory.resolve("b"), bytes);
    assertThrows(CheckpointException.class, () -> Safetensors.open(file));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_001, 3})
  void lyingHeaderLengthsAreRefused(long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put((byte) '{').put((byte) '}');
    Path file = Files.write(directory.resolve("c"), bytes.array());
    assertThrows(CheckpointException.class, () -> Safetensors.open(file));
  }

  @Test
  void missingShortAndTruncatedFilesAreNamed() throws IOException {
    Path missing = directory.resolve("missing");
    assertMessage(missing, missing + ": no such file");
    Path tiny = Files.write(directory.resolve("tiny"), new byte[7]);
    assertMessage(tiny, tiny + ": truncated: 7 bytes, too few for a safetensors header");
    Path cut = write("{\"t\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]}}", 20);
    assertMessage(cut, cut + ": truncated: tensor t ends at byte 24 of the data, but there are 20");
  }

  private static void assertMessage(Path file, String message) {
    IOException e = assertThrows(CheckpointException.class, () -> Safetensors.open(file));
    assertEquals(message, e.getMessage());
  }

  @Test
  void filesOverTwoGigabytesAreMapped() throws IOException {
    long before = 3L << 30; // bytes of another tensor; the file is sparse
    Path file =
        write(
            "{\"big\":{\"dtype\":\"U8\",\"shape\":[3,1073741824],\"data_offsets\":[0,%d]},"
                    .formatted(before)
                + "\"t\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[%d,%d]}}"
                    .formatted(before, before + 24),
            0);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer last = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 42);
      channel.write(last, channel.size() + before + 20);
    }
    try (Safetensors tensors = Safetensors.open(file)) {
      assertEquals(0, tensors.get(SPEC).get(0));
      assertEquals(42, tensors.get(SPEC).get(5));
    }
  }

  /** A file of a header and so many zero bytes. */
  private Path write(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    return Files.write(directory.resolve("t.safetensors"), bytes.array());
  }
}
