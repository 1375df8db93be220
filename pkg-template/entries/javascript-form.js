// @ts-check
/** The script of the JavaScript form, see driver/javascript-form.js. */
import { EventSourceDriver } from "../driver/driver-javascript.js";
import { provideJavascriptForm } from "../driver/javascript-form.js";

provideJavascriptForm(EventSourceDriver);
