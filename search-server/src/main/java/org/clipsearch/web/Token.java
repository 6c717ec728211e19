package org.clipsearch.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.clipsearch.platform.Sha256;

/**
 * The word that every request must carry: programs in the header {@code Authorization: Bearer
 * TOKEN}, browsers in a cookie that they get for showing it once. Compared in constant time.
 */
final class Token {
  private static final String COOKIE = "clipsearch";
  private static final String SCHEME = "Bearer ";
  private static final Duration COOKIE_LIFE = Duration.ofDays(30);

  /** Of the token: comparing hashes hides its length too, and the cookie does not tell it. */
  private final String sha256;

  Token(String token) {
    this.sha256 = Sha256.of(token);
  }

  boolean isCarriedBy(Context ctx) {
    String authorization = ctx.header("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return matches(authorization.substring(SCHEME.length()));
    }
    String cookie = ctx.cookie(COOKIE);
    return cookie != null && isEqual(cookie);
  }

  boolean matches(String token) {
    return isEqual(Sha256.of(token));
  }

  private boolean isEqual(String hash) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.UTF_8), sha256.getBytes(StandardCharsets.UTF_8));
  }

  /** For a browser that has shown the token. */
  void giveCookie(Context ctx) {
    ctx.header(
        "Set-Cookie",
        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict"
            .formatted(COOKIE, sha256, COOKIE_LIFE.toSeconds()));
  }
}
