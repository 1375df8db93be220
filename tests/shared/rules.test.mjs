// @ts-check
/** Claim: each rule of sharing by itself, without a browser: what a page does when it hears what. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { HIDDEN } from "../../pkg-template/sharing/candidate.js";
import { Member } from "../../pkg-template/sharing/member.js";
import { World, batch } from "./world.mjs";

/** The outputs of an input. @param {Member} member @param {(member: Member) => void} input */
function outputs(member, input) {
  input(member);
  const all = [];
  for (let output; (output = member.poll()); ) all.push(output);
  return all;
}

/** A world in which nothing is drawn: the first step that there is, or the last; the lock's is the first. */
const orderly = (first = true) => new World(() => (first ? 0 : 0.999));

/** @param {World} world @param {number} count */
function publish(world, count) {
  world.log += count;
  world.settle();
}

/** @param {import("./world.mjs").Page} page */
const kinds = (page) => page.given.map(({ kind }) => kind).filter((kind) => kind !== "state");

test("it finds the others before it asks for the lock, and tells them of itself", () => {
  const names = outputs(new Member("a", "", 1000), (member) => member.back()).map(([name]) => name);
  assert.deepEqual(names, ["join", "ask", "tell"]);
});

test("nobody connects without the lock; who is granted it away gives it back", () => {
  const member = new Member("a", "", 1000);
  outputs(member, (member) => member.back());
  outputs(member, (member) => member.away());
  assert.deepEqual(outputs(member, (member) => member.granted(1)), [["release", undefined]]);
});

test("a holder that hears of a later one disconnects", () => {
  const member = new Member("a", "", 1000);
  outputs(member, (member) => member.back());
  assert.ok(outputs(member, (member) => member.granted(5)).some(([name]) => name === "connect"));
  const heard = { kind: "state", from: "b", epoch: 6, line: 5, place: 0, id: "", connection: { ready: 0, time: 1000, attempts: 0 } };
  const names = outputs(member, (member) => member.heard(heard)).map(([name]) => name);
  assert.ok(names.indexOf("disconnect") < names.indexOf("release"), `${names}`);
  assert.ok(names.includes("ask"));
});

test("a follower is CONNECTING until it knows that the holder's stream is open, then open with its response", () => {
  const world = orderly();
  const first = world.open();
  assert.ok(world.step(), "it is granted the lock");
  const second = world.open();
  const hear = () => {
    for (const page of [first, second]) for (const [sender, messages] of page.coming) {
      page.coming.set(sender, []);
      for (const message of messages) page.does((member) => member.heard(message));
    }
  };
  hear();
  assert.deepEqual(second.given.map(({ kind, ready }) => [kind, ready]), [["state", 0]]);
  const told = { status: 200, headers: [["x-served", "1"]], url: "" };
  first.does((member) => member.opened(false, told, told));
  hear();
  assert.deepEqual(second.given.slice(1), [{ kind: "open", response: told, ready: 1, id: "", time: 1000 }]);
});

test("how many share it: each that has spoken in this tenure, and the holder", () => {
  const world = orderly();
  const pages = [world.open(), world.open(), world.open()];
  const counts = () => pages.filter(({ alive }) => alive).map(({ member }) => member.sharers);
  assert.deepEqual(counts(), [1, 1, 1], "nobody knows yet");
  world.settle();
  assert.deepEqual(counts(), [3, 3, 3]);
  pages[2].does((member) => member.away());
  world.settle();
  assert.deepEqual(counts(), [2, 2, 1]);
  pages[2].does((member) => member.back());
  world.settle();
  assert.deepEqual(counts(), [3, 3, 3]);
  // It says nothing when it goes; the next tenure finds out.
  pages[0].crash();
  world.settle();
  assert.deepEqual(counts(), [2, 2]);
});

test("who has ended counts nobody but itself", () => {
  const world = orderly();
  const pages = [world.open(), world.open()];
  world.settle();
  for (const { member } of pages) assert.equal(member.sharers, 2);
  for (const page of pages) page.does((member) => member.close());
  world.settle();
  for (const { member } of pages) assert.equal(member.sharers, 1);
});

test("what an earlier holder said is ignored", () => {
  const world = orderly();
  const [first, second] = [world.open(), world.open()];
  world.settle();
  publish(world, 1);
  first.crash();
  world.settle();
  publish(world, 1);
  const before = second.heard.length;
  second.does((member) => member.heard({ kind: "events", from: first.name, epoch: 2, place: 1, id: "9", time: 1, ...batch([9]) }));
  assert.equal(second.heard.length, before);
});

test("a clock that is set back: a new holder's tenure is later than any that others spoke of", () => {
  const [old, young] = [new Member("a", "", 1000), new Member("b", "", 1000)];
  /** @param {Member} from @param {(member: Member) => void} input @param {Member} to */
  const pass = (from, input, to) =>
    outputs(from, input)
      .filter(([name]) => name === "tell")
      .flatMap(([, message]) => outputs(to, (member) => member.heard(message)));
  outputs(old, (member) => member.back());
  outputs(old, (member) => member.heard({ kind: "state", from: "c", epoch: 100, line: 100, place: 0, id: "", connection: { ready: 1, time: 1000, attempts: 0 } }));
  const [[, answer]] = pass(young, (member) => member.back(), old);
  outputs(young, (member) => member.heard(answer));
  const given = pass(young, (member) => member.granted(50), old).filter(([name]) => name === "give");
  assert.deepEqual(given.map(([, { ready }]) => ready), [0], "it hears of it");
});

test("the first of a line knows the page's own request, a resumed one does not", () => {
  const world = orderly();
  const first = world.open();
  const second = world.open();
  world.settle();
  publish(world, 3);
  first.crash();
  world.settle();
  assert.deepEqual(world.requests, [
    { page: first.name, id: "", own: false },
    { page: second.name, id: "3", own: false },
  ]);
});

test("two pages that fall behind differently: no event twice, none lost", () => {
  const world = orderly();
  const [first, second, third] = [world.open(), world.open(), world.open()];
  world.settle();
  publish(world, 2);
  first.does((member) => member.receives(false, batch([3, 4]), "4", 1000));
  world.log = 4;
  // The third one has heard it, the second one has not, and is the next.
  for (const message of third.coming.get(first.name) ?? []) third.does((member) => member.heard(message));
  third.coming.delete(first.name);
  second.coming.delete(first.name);
  first.crash();
  publish(world, 2);
  assert.deepEqual(second.heard, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(third.heard, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(world.requests.at(-1), { page: second.name, id: "2", own: false });
  assert.ok(!kinds(third).includes("error"));
});

test("who is behind the next holder is told, and catches up by itself", () => {
  const world = orderly();
  const [first, second, third] = [world.open(), world.open(), world.open()];
  world.settle();
  publish(world, 2);
  first.does((member) => member.receives(false, batch([3, 4]), "4", 1000));
  world.log = 4;
  for (const message of second.coming.get(first.name) ?? []) second.does((member) => member.heard(message));
  second.coming.delete(first.name);
  third.coming.delete(first.name);
  first.crash();
  publish(world, 2);
  assert.deepEqual(third.heard, [1, 2, 3, 4, 5, 6]);
  const { detail } = third.given.find(({ kind }) => kind === "error");
  assert.deepEqual([detail[0], detail[2]], ["gap", 0]);
  assert.ok(world.requests.some(({ page, own, id }) => page === third.name && own && id === "2"));
  assert.equal(third.own, undefined, "until it has met the shared one");
});

test("a page that comes back where it was is told nothing", () => {
  const world = orderly();
  const [, second] = [world.open(), world.open()];
  world.settle();
  publish(world, 2);
  second.does((member) => member.away());
  world.settle();
  second.does((member) => member.back());
  world.settle();
  publish(world, 1);
  assert.deepEqual(second.heard, [1, 2, 3]);
  assert.deepEqual(kinds(second).filter((kind) => kind === "error"), []);
});

test("a fatal error closes all, and the lock is nobody's", () => {
  const world = orderly(false);
  const pages = [world.open(), world.open(), world.open()];
  world.settle();
  pages[0].does((member) => member.fails(false, ["status", 1, undefined, false], { status: 403 }, {}));
  world.settle();
  for (const page of pages) assert.equal(page.given.at(-1).ready, 2);
  assert.equal(world.holder, undefined);
  assert.equal(world.queue.length, 0);
  assert.equal(world.requests.length, 1);
});

test("that something was thrown is told to the others, and not what", () => {
  for (const error of [undefined, new RangeError("Invalid string length")]) {
    for (const steps of ["the error first", "the lock first"]) {
      const world = orderly();
      const pages = [world.open(), world.open(), world.open()];
      world.settle();
      pages[0].does((member) => member.fails(false, ["limit", 1, undefined, false], undefined, { error }));
      if (steps === "the lock first") world.step();
      world.settle();
      for (const { given } of pages.slice(1)) {
        const { thrown, error: told } = given.at(-1);
        assert.deepEqual([thrown, told], [error !== undefined, undefined], steps);
      }
    }
  }
});

test("the lock comes before the fatal error: the next holder ends as well", () => {
  const world = orderly();
  const pages = [world.open(), world.open(), world.open()];
  world.settle();
  pages[0].does((member) => member.fails(false, ["status", 1, undefined, false], { status: 403 }, {}));
  // Of the steps that there are the first is the lock's.
  world.step();
  assert.equal(world.holder, pages[1]);
  world.settle();
  for (const page of pages) assert.equal(page.given.at(-1).ready, 2, page.name);
});

test("on a 401 the visible page is asked: it is told the status and the number", () => {
  const world = orderly();
  const [first, second, third] = [world.open(), world.open(), world.open()];
  second.does((member) => member.looks(false, true));
  world.settle();
  first.does((member) => member.looks(false, true));
  first.does((member) => member.fails(false, ["status", 1, 1000, false], { status: 401 }, { response: { status: 401 } }));
  while (world.alive.some((page) => [...page.coming.values()].some(({ length }) => length > 0))) {
    for (const page of world.alive) {
      for (const [sender, messages] of page.coming) {
        page.coming.set(sender, []);
        for (const message of messages) page.does((member) => member.heard(message));
      }
    }
  }
  /** @type {any} */
  let connect;
  third.member.poll = ((poll) => () => {
    const output = poll.call(third.member);
    if (output?.[0] === "connect") connect = output[1];
    return output;
  })(third.member.poll);
  first.does((member) => member.requests(false, 2, 401));
  world.settle();
  assert.equal(world.holder, third, "past the hidden one that asked before");
  assert.equal(connect.status, 401);
  assert.equal(connect.attempts, 1);
});

test("a hidden holder hands over after a while, where a page is visible", () => {
  const world = orderly();
  const first = world.open();
  const second = world.open();
  world.settle();
  const waits = outputs(first.member, (member) => member.looks(false, true)).filter(([name]) => name === "wait");
  assert.deepEqual(waits, [["wait", HIDDEN]]);
  first.does((member) => member.timeout());
  world.settle();
  assert.equal(world.holder, second);
  // And keeps it where none is.
  second.does((member) => member.looks(false, true));
  second.does((member) => member.timeout());
  world.settle();
  assert.equal(world.holder, second);
});

test("all want no connection: it pauses; one that leaves counts no more", () => {
  const world = orderly();
  const [first, second] = [world.open(), world.open()];
  world.settle();
  first.does((member) => member.wants(false));
  assert.equal(first.active, true);
  second.does((member) => member.wants(false));
  world.settle();
  assert.equal(first.active, false);
  second.does((member) => member.wants(true));
  world.settle();
  assert.equal(first.active, true);
  second.does((member) => member.close());
  world.settle();
  assert.equal(first.active, false);
});

test("who leaves, hides or looks elsewhere does not stir a connection that waits; who comes does", () => {
  const member = new Member("a", "", 1000);
  outputs(member, (it) => it.looks(true, false));
  outputs(member, (it) => it.back());
  outputs(member, (it) => it.granted(1));
  /** @param {(member: Member) => void} input */
  const told = (input) => outputs(member, input).filter(([name]) => name === "activate");
  const here = { kind: "here", from: "b", epoch: 1, active: true, visible: true };
  assert.deepEqual(told((it) => it.heard({ ...here, ask: true })), [["activate", true]], "it comes");
  assert.deepEqual(told((it) => it.heard({ ...here, visible: false })), [], "it hides");
  assert.deepEqual(told((it) => it.heard(here)), [["activate", true]], "it is looked at");
  assert.deepEqual(told((it) => it.looks(false, true)), []);
  assert.deepEqual(told((it) => it.wants(false)), [["activate", true]], "the other still wants it");
  assert.deepEqual(told((it) => it.wants(true)), [["activate", true]]);
  assert.deepEqual(told((it) => it.heard({ kind: "leave", from: "b", epoch: 1 })), [], "it leaves");
  assert.deepEqual(told((it) => it.wants(false)), [["activate", false]]);
});

test("a page that is full says so, to the next holder too", () => {
  const world = orderly();
  const [first, second, third] = [world.open(), world.open(), world.open()];
  world.settle();
  const said = () => world.told.filter(({ kind, from }) => kind === "full" && from === third.name).length;
  third.does((member) => member.falls(true));
  assert.equal(said(), 1);
  world.settle();
  first.crash();
  world.settle();
  assert.equal(world.holder, second);
  assert.equal(said(), 2);
  third.does((member) => member.falls(false));
  second.crash();
  world.settle();
  assert.equal(said(), 2);
});

test("who was away and is the next holder resumes where it is: the others drop what they have", () => {
  const world = orderly();
  const [first, second, third] = [world.open(), world.open(), world.open()];
  world.settle();
  publish(world, 2);
  first.does((member) => member.away());
  world.settle();
  publish(world, 5);
  first.does((member) => member.back());
  // Before it is told of the events that it has missed.
  first.coming.clear();
  world.holder?.crash();
  world.queue.sort((page) => (page === first ? -1 : 1));
  world.settle();
  assert.equal(world.holder, first);
  assert.deepEqual(world.requests.at(-1), { page: first.name, id: "2", own: false });
  publish(world, 1);
  for (const page of [first, second, third].filter(({ alive }) => alive)) {
    assert.deepEqual(page.heard, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.ok(!kinds(page).includes("error"));
  }
});

test("a connection to catch up that is refused: it goes on with the shared one, open before its events", () => {
  const world = orderly();
  const [first, second] = [world.open(), world.open()];
  world.settle();
  publish(world, 2);
  second.does((member) => member.away());
  publish(world, 3);
  second.does((member) => member.back());
  while (!second.own) assert.ok(world.step());
  world.log = 6;
  /** @type {any} */ (first.connection).steps().find(([name]) => name === "read")[1]();
  first.drain();
  for (const message of second.coming.get(first.name) ?? []) second.does((member) => member.heard(message));
  second.coming.clear();
  second.does((member) => member.fails(true, ["status", 1, undefined, false], undefined, {}));
  assert.deepEqual(kinds(second).slice(-4), ["error", "error", "open", "events"]);
  assert.deepEqual(second.heard, [1, 2, 6], "it was told of the gap");
  publish(world, 1);
  assert.deepEqual(second.heard, [1, 2, 6, 7]);
});

test("a page that joins and may not catch up is told of the gap, with the response", () => {
  const world = orderly();
  world.open();
  world.settle();
  publish(world, 5);
  const page = world.open();
  page.member = new Member("resuming", "2", 1000);
  page.does((member) => member.back());
  while (!page.own) assert.ok(world.step());
  const response = { status: 410 };
  page.does((member) => member.fails(true, ["status", 1, undefined, false], undefined, { response }));
  const told = page.given.filter(({ kind }) => kind !== "state").map(({ kind, detail, response, ready }) => [kind, detail?.[0], detail?.[2], response?.status, ready]);
  assert.deepEqual(told, [["error", "gap", 0, 410, 0], ["open", undefined, undefined, 200, 1]]);
  publish(world, 1);
  assert.deepEqual(page.heard, [6]);
});

test("what is no message of ours is ignored, by the holder and by who follows", () => {
  const world = orderly();
  const pages = [world.open(), world.open()];
  world.settle();
  for (const page of pages) {
    const before = [page.given.length, page.member.sharers];
    for (const message of [null, undefined, 5, "text", {}, [], { kind: "error" }, { kind: "state" }, { kind: "events" }, { kind: "here" }, { kind: "else", epoch: 9 }]) {
      page.does((member) => member.heard(message));
    }
    world.settle();
    assert.deepEqual([page.given.length, page.member.sharers], before);
  }
  publish(world, 2);
  for (const { heard } of pages) assert.deepEqual(heard, [1, 2]);
});

test("an initial last event ID: a page that joins catches up from there, without a word", () => {
  const world = orderly();
  world.open();
  world.settle();
  publish(world, 5);
  const page = world.open();
  page.member = new Member("resuming", "2", 1000);
  page.does((member) => member.back());
  world.settle();
  assert.deepEqual(page.heard, [3, 4, 5]);
  assert.ok(!kinds(page).includes("error"));
});

test("a stream without IDs: a hand-over tells of no gap, an absence does", () => {
  const world = orderly();
  const [first, second] = [world.open(), world.open()];
  world.settle();
  const silent = (/** @type {number} */ number) => {
    const events = batch([number]);
    events.spans.fill(0, 4);
    return events;
  };
  first.does((member) => member.receives(false, silent(1), "", 1000));
  world.settle();
  second.does((member) => member.away());
  first.does((member) => member.receives(false, silent(2), "", 1000));
  world.settle();
  second.does((member) => member.back());
  world.settle();
  assert.deepEqual(second.given.filter(({ kind }) => kind === "error").map(({ detail }) => detail[0]), ["gap"]);
  first.crash();
  world.settle();
  assert.equal(second.given.filter(({ kind }) => kind === "error").length, 1);
  assert.equal(second.given.at(-1).ready, 1);
});
