package org.clipsearch.index;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that an index knows of; of a million not much is kept in memory.
 *
 * @param fingerprint of its content, where it is indexed and not by an older version
 * @param failed whether it could not be indexed
 */
public record IndexedFile(Path path, Optional<String> fingerprint, boolean failed) {}
