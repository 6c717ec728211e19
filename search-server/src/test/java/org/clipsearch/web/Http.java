package org.clipsearch.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The JDK's client, for one server. */
final class Http {
  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host"); // to tell wrong ones
  }

  private static final String BOUNDARY = "----here-a-part-begins";

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Http(URI server) {
    this.server = server;
  }

  /** Status, headers and body of a response. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    byte[] body() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonObject json() {
      return JsonParser.parseString(text()).getAsJsonObject();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  /** Sends a request. */
  Answer send(String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(method, body)
            .timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** Posts a form of several parts. */
  Answer post(String path, Form form, String... headers) throws IOException, InterruptedException {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "multipart/form-data; boundary=" + BOUNDARY;
    return send("POST", path, BodyPublishers.ofByteArray(form.bytes()), all);
  }

  /** A form as browsers send it (RFC 7578). */
  static final class Form {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Form field(String name, String value) {
      return part("name=\"%s\"".formatted(name), value.getBytes(StandardCharsets.UTF_8));
    }

    Form file(String name, String file, byte[] content) {
      return part("name=\"%s\"; filename=\"%s\"".formatted(name, file), content);
    }

    private Form part(String disposition, byte[] content) {
      String head =
          "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(BOUNDARY, disposition);
      body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(content);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      return this;
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(body.toByteArray());
      all.writeBytes("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
      return all.toByteArray();
    }
  }
}
