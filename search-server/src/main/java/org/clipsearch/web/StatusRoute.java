package org.clipsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import org.clipsearch.index.ImageIndex;
import org.clipsearch.search.ImageSearch;

/** What is there to be searched, and by what. */
final class StatusRoute implements Routes {
  private final ImageSearch search;
  private final About about;

  StatusRoute(ImageSearch search, About about) {
    this.search = search;
    this.about = about;
  }

  @Override
  public void register(RoutesConfig routes) {
    Routes.get(routes, "/api/status", this::status);
  }

  private record Status(
      int images, long generation, String model, String device, Path index, String version) {}

  private void status(Context ctx) throws IOException {
    try (ImageIndex index = search.index()) {
      Answers.json(
          ctx,
          new Status(
              index.size(),
              index.generation(),
              about.model(),
              about.device(),
              about.index(),
              about.version()));
    }
  }
}
