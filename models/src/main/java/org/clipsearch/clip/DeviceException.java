package org.clipsearch.clip;

/** A device or precision that was asked for is not to be had; the message says why. */
public final class DeviceException extends Exception {
  private static final long serialVersionUID = 1;

  DeviceException(String message) {
    super(message);
  }
}
