package org.clipsearch.web;

import io.javalin.http.HttpStatus;

/** A request that cannot be answered, through no fault of the server. */
final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;

  /**
   * Says why.
   *
   * @param status of the response
   * @param detail names what is wrong and, where it is not plain, what to do
   */
  RequestException(HttpStatus status, String detail) {
    super(detail);
    this.status = status;
  }

  /** The request's own fault, such as a parameter out of range. */
  static RequestException bad(String detail) {
    return new RequestException(HttpStatus.BAD_REQUEST, detail);
  }

  HttpStatus status() {
    return status;
  }
}
