// @ts-check
import "./beyond.mjs";
import "./main.mjs";
import "./turns.mjs";
