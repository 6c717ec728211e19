package org.clipsearch.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Who may ask: checked before anything else is done for a request. */
final class Guard implements Routes {
  /** All that the page needs, and nothing from elsewhere. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** Where a browser shows the token. */
  private static final String LOGIN = "/login";

  /** Of a request that need not carry the token, in bytes. */
  private static final int MAX_LOGIN = 4_096;

  /** Of those requests at once, so that they keep nobody waiting who has the token. */
  private static final int LOGINS_AT_ONCE = 8;

  private static final String LOGIN_PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>clipsearch</title>
      <h1>clipsearch</h1>
      <form method="post" action="/login">
        <label>Token <input name="token" type="password" required autofocus></label>
        <button>Enter</button>
        <p role="alert">PROBLEM</p>
      </form>
      """;

  private final List<String> names;
  private final boolean everywhere;
  private final Optional<Token> token;
  private final Semaphore logins = new Semaphore(LOGINS_AT_ONCE);

  Guard(ServerSettings settings) {
    this.names = settings.names();
    this.everywhere = settings.isEverywhere();
    this.token = settings.token().map(Token::new);
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.before(this::check);
    routes.post(LOGIN, this::login);
  }

  private void check(Context ctx) {
    ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "same-origin"); // with less, forms come from the origin "null"
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    checkHost(ctx);
    checkOrigin(ctx);
    checkToken(ctx);
    Uploads.checkLength(ctx);
  }

  /** A name that someone else made to mean this machine is not ours (DNS rebinding). */
  private void checkHost(Context ctx) {
    String asked = ctx.req().getServerName().replaceAll("[\\[\\]]", "");
    if (!isServed(asked, ctx.req().getLocalAddr())) {
      throw new RequestException(
          HttpStatus.FORBIDDEN,
          "Host %s is not served here; ask by address, or serve with --name %s"
              .formatted(asked, asked));
    }
  }

  /** A name given, the address that the request came in at, and localhost where it fits. */
  private boolean isServed(String asked, String localAddress) {
    if (names.stream().anyMatch(asked::equalsIgnoreCase)) {
      return true;
    }
    InetAddress local = InetAddress.ofLiteral(localAddress);
    if (asked.equalsIgnoreCase("localhost")) {
      return local.isLoopbackAddress() || everywhere;
    }
    try {
      // Behind a forwarded port the address that people ask for is another than the one here.
      return InetAddress.ofLiteral(asked).equals(local) || everywhere;
    } catch (IllegalArgumentException e) {
      return false; // another name
    }
  }

  /** Browsers name the page that a form or a script posts from; other programs name none. */
  private static void checkOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    boolean changesNothing =
        ctx.method().equals(HandlerType.GET) || ctx.method().equals(HandlerType.HEAD);
    if (changesNothing || origin == null) {
      return;
    }
    String authority = origin.replaceFirst("^https?://", "");
    if (!authority.equalsIgnoreCase(ctx.header("Host"))) {
      throw new RequestException(
          HttpStatus.FORBIDDEN, "Origin %s may not post here".formatted(origin));
    }
  }

  private void checkToken(Context ctx) {
    boolean isLogin = ctx.path().equals(LOGIN) && ctx.method().equals(HandlerType.POST);
    if (token.isEmpty() || token.get().isCarriedBy(ctx) || isLogin) {
      return;
    }
    if (isPerson(ctx)) {
      loginPage(ctx, "");
      ctx.skipRemainingHandlers();
      return;
    }
    ctx.header("WWW-Authenticate", "Bearer");
    throw new RequestException(
        HttpStatus.UNAUTHORIZED, "the token is missing or wrong: Authorization: Bearer TOKEN");
  }

  private static boolean isPerson(Context ctx) {
    String accept = ctx.header("Accept");
    return ctx.method().equals(HandlerType.GET) && accept != null && accept.contains("text/html");
  }

  private void login(Context ctx) {
    long length = ctx.req().getContentLengthLong();
    if (!ctx.isFormUrlencoded() || length < 0 || length > MAX_LOGIN) {
      throw RequestException.bad("the form must be of type application/x-www-form-urlencoded");
    }
    if (!logins.tryAcquire()) {
      throw new RequestException(HttpStatus.SERVICE_UNAVAILABLE, "too many logins at once");
    }
    try {
      login(ctx, ctx.formParam("token"));
    } finally {
      logins.release();
    }
  }

  private void login(Context ctx, String shown) {
    if (token.isPresent() && shown != null && token.get().matches(shown.strip())) {
      token.get().giveCookie(ctx);
      ctx.redirect("/", HttpStatus.SEE_OTHER);
    } else {
      loginPage(ctx, "That is not the token.");
    }
  }

  /** What a person sees who has not shown the token yet. */
  private static void loginPage(Context ctx, String problem) {
    ctx.status(HttpStatus.UNAUTHORIZED);
    ctx.header("Cache-Control", "no-store");
    ctx.html(LOGIN_PAGE.replace("PROBLEM", problem));
  }
}
