package org.clipsearch.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where to serve, and to whom.
 *
 * @param host a name or an address of this machine; {@code 0.0.0.0} is all of its addresses
 * @param port 0 for any that is free
 * @param names by which people ask for it, beside addresses; the host is added
 * @param token what every request must carry; may be empty only where no other machine can ask
 */
public record ServerSettings(String host, int port, List<String> names, Optional<String> token) {
  /**
   * Checks them.
   *
   * @throws IllegalArgumentException says which setting is wrong, and what to do
   */
  public ServerSettings {
    host = host.replaceAll("[\\[\\]]", ""); // in addresses of the web IPv6 has brackets
    InetAddress address = address(host);
    names = Stream.concat(names.stream(), Stream.of(host)).toList();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be from 0 to 65535, got: " + port);
    }
    if (token.isPresent() && !token.get().matches("[!-~]+")) {
      throw new IllegalArgumentException(
          "--token must be one word of ASCII letters, digits and signs");
    }
    if (!address.isLoopbackAddress() && token.isEmpty()) {
      throw new IllegalArgumentException(
          "--host %s lets other machines in; give them a --token to show".formatted(host));
    }
  }

  private static InetAddress address(String host) {
    if (host.isBlank()) {
      throw new IllegalArgumentException("--host must be a name or an address of this machine");
    }
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
