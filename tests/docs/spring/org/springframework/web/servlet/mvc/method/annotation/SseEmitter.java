package org.springframework.web.servlet.mvc.method.annotation;

import java.io.IOException;
import java.util.function.Consumer;

/** Signatures of Spring 6, its base class's among them. */
public class SseEmitter {
  public SseEmitter(Long timeout) {}

  public void onCompletion(Runnable callback) {}

  public void onError(Consumer<Throwable> callback) {}

  public void send(SseEventBuilder builder) throws IOException {}

  public static SseEventBuilder event() {
    throw new UnsupportedOperationException();
  }

  public interface SseEventBuilder {
    SseEventBuilder id(String id);

    SseEventBuilder name(String name);

    SseEventBuilder comment(String comment);

    SseEventBuilder data(Object data);
  }
}
