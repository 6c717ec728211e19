package org.clipsearch.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where to serve, and to whom.
 *
 * @param host a name or an address of this machine; {@code 0.0.0.0} is all of its addresses
 * @param port 0 for any that is free
 * @param token what every request must carry; may be empty only where no other machine can ask
 */
public record ServerSettings(String host, int port, Optional<String> token) {
  /**
   * Checks them.
   *
   * @throws IllegalArgumentException says which setting is wrong, and what to do
   */
  public ServerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be from 0 to 65535, got: " + port);
    }
    if (token.isPresent() && !token.get().matches("[!-~]+")) {
      throw new IllegalArgumentException(
          "--token must be one word of ASCII letters, digits and signs");
    }
    if (!address(host).isLoopbackAddress() && token.isEmpty()) {
      throw new IllegalArgumentException(
          "--host %s lets other machines in; give them a --token to show".formatted(host));
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--host " + host + ": no such host", e);
    }
  }

  /** Whether it is all addresses of this machine. */
  public boolean isEverywhere() {
    return address(host).isAnyLocalAddress();
  }
}
