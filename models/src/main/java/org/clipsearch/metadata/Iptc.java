package org.clipsearch.metadata;

import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.StringValue;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.iptc.IptcReader;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.clipsearch.metadata.Blocks.Kind;

/** What there is of IPTC (Information Interchange Model 4.2), the first block before the next. */
final class Iptc {
  /** Of Photoshop's image resources, the one that is IPTC. */
  private static final int IPTC = 0x0404;

  /** What is left to read: a segment of JPEG. The library's time grows with the square of it. */
  private int room = 1 << 16;

  private final Metadata read = new Metadata();

  private Iptc() {}

  /** Reads all blocks of IPTC, and those within Photoshop's resources. */
  static Iptc read(Blocks blocks) {
    Iptc iptc = new Iptc();
    blocks.of(Kind.IPTC).forEach(iptc::add);
    ByteArrayOutputStream resources = new ByteArrayOutputStream();
    blocks.of(Kind.RESOURCES).forEach(resources::writeBytes); // in pieces, where they are long
    try {
      iptc.addResources(ByteBuffer.wrap(resources.toByteArray()));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // Damaged from here on: what was read before it stays.
    }
    return iptc;
  }

  /** Each: a signature, its number, a name and the data, these two padded to even lengths. */
  private void addResources(ByteBuffer in) {
    while (in.remaining() >= 12) {
      in.getInt();
      int id = Short.toUnsignedInt(in.getShort());
      int name = Byte.toUnsignedInt(in.get());
      in.position(in.position() + name + (name % 2 == 0 ? 1 : 0));
      int length = in.getInt();
      if (id == IPTC && length > 0) {
        byte[] block = new byte[Math.min(length, in.remaining())];
        in.get(block);
        add(block);
      } else {
        in.position(in.position() + length);
      }
      in.position(in.position() + (length & 1));
    }
  }

  private void add(byte[] block) {
    byte[] head = Arrays.copyOf(block, Math.min(block.length, room));
    room -= head.length;
    try {
      new IptcReader().extract(new SequentialByteArrayReader(head), read, head.length);
    } catch (RuntimeException e) {
      // Damaged: what was read before it stays.
    }
  }

  /** Of a dataset that stands once. */
  Optional<String> text(int tag) {
    return texts(tag).findFirst();
  }

  /** Of a dataset that may stand more than once. */
  Stream<String> texts(int tag) {
    return read.getDirectoriesOfType(IptcDirectory.class).stream()
        .map(directory -> directory.getStringValueArray(tag))
        .flatMap(values -> values == null ? Stream.of() : Stream.of(values))
        .map(StringValue::getBytes)
        .flatMap(bytes -> Texts.clean(Texts.decode(bytes)).stream());
  }
}
