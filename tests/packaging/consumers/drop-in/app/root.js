// The ways to import the package by its name.
import beside from "./beside.js";
import destructured from "./destructured.js";
import "./effect.js";
import either from "./either.js";
import idle from "./idle.js";
import named from "./named.js";
import namespace from "./namespace.js";
import { receive } from "./receive.js";

receive({ beside, destructured, either, idle, named, namespace });
