package org.clipsearch.web;

import io.javalin.config.RoutesConfig;

/** Some of the server's addresses, or what stands before them. */
@FunctionalInterface
interface Routes {
  void register(RoutesConfig routes);
}
