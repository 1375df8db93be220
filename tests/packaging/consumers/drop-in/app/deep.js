// The ways to import it by a file's path.
import eventsource from "./deep-eventsource.js";
import eventsourceJs from "./deep-eventsource-js.js";
import eventsourceMin from "./deep-eventsource-min.js";
import eventsourceMinJs from "./deep-eventsource-min-js.js";
import { receive } from "./receive.js";

receive(Object.assign({}, eventsource, eventsourceJs, eventsourceMin, eventsourceMinJs));
