// @ts-check
// First: it has what is loaded once.
import "./sharing.mjs";
import "./beyond.mjs";
import "./main.mjs";
import "./turns.mjs";
