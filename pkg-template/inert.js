// @ts-check
/** The driver of a document that is gone: as in native, nothing will ever happen. */
export class Inert {
  /** @type {number} */
  readyState = 0;
  lastEventId = "";
  reconnectionTime = 0;

  connect() {}

  reconnect() {}

  retry() {}

  page() {}

  close() {
    this.readyState = 2;
  }
}
