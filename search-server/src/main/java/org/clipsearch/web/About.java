package org.clipsearch.web;

import java.nio.file.Path;

/**
 * What the server says of itself.
 *
 * @param version of clipsearch
 * @param model its name
 * @param device where it runs and with which numbers, such as {@code cpu, bfloat16}
 * @param index its directory
 */
public record About(String version, String model, String device, Path index) {}
