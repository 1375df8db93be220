// @ts-check
/** The package, and the claims that hold wherever it runs. */

// @ts-ignore: it is there where the page is served.
import "/event-source-polyfill.js";
import "./authorization.js";
import "./reconnection.js";
import "./silence.js";
import "./request.js";
import "./attempt.js";
import "./signal.js";
import "./reading.js";
import "./failures.js";
