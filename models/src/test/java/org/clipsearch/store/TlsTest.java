package org.clipsearch.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that are not safe: another try would find the same. */
class TlsTest extends WithTestHub {
  /** The first handshake of a process loads much of Java. */
  @BeforeEach
  void waitForTheFirstHandshake() {
    patience = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), 4, pauses::add);
  }

  @Test
  void serverThatSpeaksNoTlsIsAskedOnce() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerInPlainText(server));
      environment.put("HF_ENDPOINT", "https://127.0.0.1:" + server.getLocalPort());
      String message = pullFails();
      assertTrue(message.startsWith("127.0.0.1:" + server.getLocalPort() + ": "), message);
      assertEquals(List.of(), pauses);
    }
  }

  private static void answerInPlainText(ServerSocket server) {
    while (!server.isClosed()) { // Java's client may try a second connection before it gives up
      try (Socket connection = server.accept()) {
        connection.getOutputStream().write("400 this is plain text\r\n".getBytes(US_ASCII));
        connection.getInputStream().readAllBytes(); // until the other side has heard enough
      } catch (IOException e) {
        // it has
      }
    }
  }

  @Test
  void certificateThatIsNotTrustedIsNamed() throws Exception {
    HttpsServer server = serve(selfSigned());
    try {
      String host = "127.0.0.1:" + server.getAddress().getPort();
      environment.put("HF_ENDPOINT", "https://" + host);
      assertEquals(
          host
              + ": its certificate is not trusted by this Java; -Djavax.net.ssl.trustStore=FILE in"
              + " CLIPSEARCH_JAVA_OPTIONS names others",
          pullFails());
      assertEquals(List.of(), pauses);
    } finally {
      server.stop(0);
    }
  }

  private static HttpsServer serve(KeyStore keys) throws Exception {
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpsServer server = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    return server;
  }

  private KeyStore selfSigned() throws Exception {
    Path file = folder.resolve("keys.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options = "-genkeypair -keyalg EC -alias a -dname CN=test -ext SAN=IP:127.0.0.1";
    ProcessBuilder builder = new ProcessBuilder(tool);
    builder.command().addAll(List.of(options.split(" ", -1)));
    builder.command().addAll(List.of("-storepass", "secret", "-keystore", file.toString()));
    assertEquals(0, builder.redirectErrorStream(true).start().waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "secret".toCharArray());
    }
    return keys;
  }
}
