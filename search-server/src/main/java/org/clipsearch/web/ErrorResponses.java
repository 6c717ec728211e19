package org.clipsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.clipsearch.image.ImageException;
import org.clipsearch.index.IndexException;
import org.clipsearch.json.Json;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The one place where failures become responses. */
final class ErrorResponses implements Routes {
  private static final Logger LOG = System.getLogger(ErrorResponses.class.getName());

  /**
   * The body of every response that is an error.
   *
   * @param error the status in words
   * @param detail for people: what was wrong
   */
  record Body(String error, String detail) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.exception(Exception.class, (e, ctx) -> answer(ctx, e));
    routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e));
  }

  private static void answer(Context ctx, Exception e) {
    if (ctx.res().isCommitted()) {
      return; // too late; the client sees that the body is cut off
    }
    switch (e) {
      case RequestException request -> answer(ctx, request.status(), request.getMessage());
      case ImageException image ->
          answer(ctx, HttpStatus.UNPROCESSABLE_CONTENT, "image: " + image.getMessage());
      case IndexException index -> answer(ctx, HttpStatus.SERVICE_UNAVAILABLE, index.getMessage());
      case ServletException form -> answer(ctx, Uploads.unreadable(form));
      case HttpResponseException javalin ->
          answer(ctx, HttpStatus.forStatus(javalin.getStatus()), of(ctx, javalin));
      default -> {
        LOG.log(Level.ERROR, ctx.method() + " " + ctx.path(), e);
        answer(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "a fault of clipsearch; its log says more");
      }
    }
  }

  private static String of(Context ctx, HttpResponseException e) {
    return switch (e.getStatus()) {
      case 404 -> "nothing is at " + ctx.path();
      case 405 -> "%s is not for %s".formatted(ctx.path(), ctx.method());
      default -> e.getMessage();
    };
  }

  static void answer(Context ctx, HttpStatus status, String detail) {
    ctx.status(status);
    Answers.json(ctx, new Body(status.getMessage(), detail));
  }

  /** What Jetty refuses before any route sees it, such as an address that is none. */
  static boolean ofJetty(Request request, Response response, Callback callback) {
    HttpStatus status = HttpStatus.forStatus(response.getStatus());
    Object why = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    String detail = Objects.toString(why, status.getMessage());
    response.getHeaders().put("Content-Type", "application/json;charset=utf-8");
    response.getHeaders().put("Cache-Control", "no-store");
    Content.Sink.write(
        response, true, Json.write(new Body(status.getMessage(), detail)) + "\n", callback);
    return true;
  }
}
