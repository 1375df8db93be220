// @ts-check
/** The driver of a document that is gone: as in native, nothing will ever happen. */
export class Inert {
  constructor() {
    this.readyState = 0;
    this.lastEventId = "";
    this.reconnectionTime = 0;
  }

  reconnect() {}

  close() {
    this.readyState = 2;
  }
}
