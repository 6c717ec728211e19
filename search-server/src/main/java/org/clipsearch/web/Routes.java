package org.clipsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Some of the server's addresses, or what stands before them. */
@FunctionalInterface
interface Routes {
  void register(RoutesConfig routes);

  /** HEAD as well; Javalin by itself would answer it with success, whatever is asked. */
  static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
