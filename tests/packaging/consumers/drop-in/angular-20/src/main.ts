import { Component, type OnDestroy, type OnInit } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { EventSourcePolyfill } from "event-source-polyfill";

declare global {
  interface Window {
    EventSourcePolyfill: typeof EventSourcePolyfill;
  }
}

/** One source of the imported class, one of the script's that angular.json names. */
@Component({ selector: "app-root", template: "<p>{{ received }}</p>" })
class AppComponent implements OnInit, OnDestroy {
  received = 0;
  private sources: EventSourcePolyfill[] = [];

  ngOnInit(): void {
    const stream = new URLSearchParams(location.search).get("stream") ?? "";
    for (const Class of [EventSourcePolyfill, window.EventSourcePolyfill]) {
      const source = new Class(stream, { headers: { Authorization: "Bearer secret" } });
      source.onmessage = (event) => {
        source.close();
        this.received += 1;
        if (this.received === 2) document.title = event.data;
      };
      this.sources.push(source);
    }
  }

  ngOnDestroy(): void {
    for (const source of this.sources) source.close();
  }
}

bootstrapApplication(AppComponent).catch((error) => console.error(error));
