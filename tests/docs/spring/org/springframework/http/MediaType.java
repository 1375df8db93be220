package org.springframework.http;

public class MediaType {
  public static final String TEXT_EVENT_STREAM_VALUE = "text/event-stream";
}
