package org.clipsearch.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * A file elsewhere, as it is declared there.
 *
 * @param name for messages
 * @param version changes when the file's bytes do, as far as that is declared
 * @param size in bytes; -1 where it is not declared
 * @param hash of its bytes; empty where it is not declared
 * @param body of {@link Web#get}
 */
record Remote(String name, String version, long size, Optional<ContentHash> hash, Body body) {
  /** Its bytes, from a place on. */
  @FunctionalInterface
  interface Body {
    HttpResponse<InputStream> from(long at) throws IOException;
  }

  /**
   * A file at an address that declares its size at most, for which it is asked.
   *
   * @throws HubException where there is no such file
   */
  static Remote at(Web web, URI uri) throws IOException {
    HttpResponse<InputStream> answer = web.head(uri, Web.Route.PLAIN);
    answer.body().close();
    if (answer.statusCode() != 200) {
      throw Web.Route.PLAIN.refusal(uri, answer);
    }
    long size = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    String tag = answer.headers().firstValue("ETag").orElse("");
    return new Remote(
        uri.toString(),
        uri + " " + size + " " + tag,
        size,
        Optional.empty(),
        from -> web.get(uri, from, Web.Route.PLAIN));
  }
}
