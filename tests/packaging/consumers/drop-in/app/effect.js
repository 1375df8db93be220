import "event-source-polyfill";
