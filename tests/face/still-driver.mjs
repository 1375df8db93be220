// @ts-check
/** A driver that does nothing by itself: whoever has its sink tells what happens. */
export class EventSourceDriver {
  /** @param {any[]} given */
  constructor(...given) {
    EventSourceDriver.sink = given.at(-1);
  }

  page() {}

  connect() {}

  /** @type {any} */
  static sink;
}
