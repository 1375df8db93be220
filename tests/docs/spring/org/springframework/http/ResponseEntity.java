package org.springframework.http;

public class ResponseEntity<T> {
  public static BodyBuilder ok() {
    throw new UnsupportedOperationException();
  }

  public interface BodyBuilder {
    BodyBuilder header(String name, String... values);

    <T> ResponseEntity<T> body(T body);
  }
}
