// @ts-check
/** The contract: every claim about either package. */

import { closing } from "./closing.mjs";
import { construction } from "./construction.mjs";
import { eventHandlers } from "./event-handlers.mjs";
import { eventObjects } from "./event-objects.mjs";
import { failures } from "./failures.mjs";
import { headers } from "./headers.mjs";
import { heartbeat } from "./heartbeat.mjs";
import { interfaces } from "./interfaces.mjs";
import { listeners } from "./listeners.mjs";
import { messages } from "./messages.mjs";
import { reconnection } from "./reconnection.mjs";
import { request } from "./request.mjs";
import { requestUrl } from "./request-url.mjs";
import { responses } from "./responses.mjs";

export const chapters = {
  interfaces,
  construction,
  headers,
  request,
  requestUrl,
  responses,
  messages,
  eventObjects,
  listeners,
  eventHandlers,
  reconnection,
  heartbeat,
  closing,
  failures,
};

// In words that the floor's browsers know, as all claims.
export const claims = Object.values(chapters).reduce((all, some) => [...all, ...some], []);
