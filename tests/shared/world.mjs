// @ts-check
/**
 * Pages, a lock, a channel and a server in one process: what comes next is drawn, so that every order that
 * the platform allows can come. Messages of one page reach another in the order in which they were sent,
 * and nothing more is certain.
 */

import { Member } from "../../pkg-template/sharing/member.js";

/** @param {number} seed @returns {() => number} in 0 … 1: mulberry32 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The events of a batch as the driver hands them over.
 * @param {number[]} numbers
 */
export function batch(numbers) {
  let text = "";
  const spans = new Uint32Array(numbers.length * 6);
  numbers.forEach((number, i) => {
    const start = text.length;
    text += `${number}`;
    spans.set([start, start, start, text.length, start, text.length], i * 6);
  });
  return { text, spans };
}

/** @param {{ text: string, spans: Uint32Array }} events */
export const numbersOf = ({ text, spans }) =>
  Array.from({ length: spans.length / 6 }, (_, i) => Number(text.substring(spans[i * 6 + 2], spans[i * 6 + 3])));

/** A request at the server. */
class Connection {
  /**
   * @param {World} world
   * @param {Page} page
   * @param {string} id the last event ID
   * @param {boolean} own whether only the page's
   */
  constructor(world, page, id, own) {
    this.world = world;
    this.page = page;
    this.own = own;
    this.id = id;
    this.ready = 0;
    this.attempt = 1;
    this.begin();
    world.requests.push({ page: page.name, id, own });
  }

  begin() {
    // A server that honours the ID; without one it begins with what comes.
    this.cursor = this.id === "" ? this.world.log : Number(this.id);
    this.begun = false;
  }

  /** @returns {[string, () => void][]} what may happen to it next */
  steps() {
    const { member } = this.page;
    const { world } = this;
    if (this.ready === 0) {
      /** @type {[string, () => void][]} */
      const steps = [
        [
          "open",
          () => {
            this.ready = 1;
            if (!this.begun && this.id === "") this.cursor = world.log;
            this.begun = true;
            const told = { status: 200, headers: [], url: "" };
            member.opened(this.own, told, told);
          },
        ],
      ];
      return steps;
    }
    /** @type {[string, () => void][]} */
    const steps = [];
    if (this.cursor < world.log) {
      steps.push([
        "read",
        () => {
          const size = 1 + Math.floor(world.next() * Math.min(world.log - this.cursor, 5));
          const numbers = Array.from({ length: size }, (_, i) => this.cursor + i + 1);
          this.cursor += size;
          this.id = `${this.cursor}`;
          member.receives(this.own, batch(numbers), this.id, 1000);
        },
      ]);
    }
    if (world.faults) {
      steps.push([
        "break",
        () => {
          this.ready = 0;
          const detail = ["network", this.attempt, 1000, false];
          this.attempt += 1;
          this.begin();
          member.fails(this.own, detail, undefined, {});
        },
      ]);
    }
    return steps;
  }
}

/** A tab. */
export class Page {
  /**
   * @param {World} world
   * @param {string} name
   */
  constructor(world, name) {
    this.world = world;
    this.name = name;
    this.member = new Member(name, "", 1000);
    this.alive = true;
    this.inChannel = false;
    /** Messages on their way, by sender. @type {Map<string, any[]>} */
    this.coming = new Map();
    /** @type {Connection | undefined} */
    this.connection = undefined;
    /** @type {Connection | undefined} */
    this.own = undefined;
    /** @type {number[]} */
    this.heard = [];
    /** @type {any[]} */
    this.given = [];
    this.timer = false;
    /** @type {boolean | undefined} */
    this.active = undefined;
  }

  /** @param {(member: Member) => void} input */
  does(input) {
    input(this.member);
    this.drain();
  }

  drain() {
    const { world } = this;
    for (let output; (output = this.member.poll()); ) {
      const [name, argument] = output;
      if (name === "join") this.inChannel = true;
      else if (name === "leave" || name === "end") {
        this.inChannel = false;
        this.connection = this.own = undefined;
        this.coming.clear();
        world.letGo(this);
      } else if (name === "tell") world.tell(this, argument);
      else if (name === "ask") world.queue.push(this);
      else if (name === "release") world.letGo(this);
      else if (name === "connect" && argument.own) this.own = new Connection(world, this, argument.id, true);
      else if (name === "disconnect" && argument) this.own = undefined;
      else if (name === "connect") {
        world.assertHolds(this);
        this.active = argument.active;
        this.connection = new Connection(world, this, argument.id, false);
      } else if (name === "disconnect") this.connection = undefined;
      else if (name === "reconnect") {
        if (this.connection) {
          this.connection.ready = 0;
          this.connection.begin();
          this.member.settles(false, 0, this.connection.id, 1000);
        }
      } else if (name === "activate") this.active = argument;
      else if (name === "wait") this.timer = argument > 0;
      else if (name === "give") {
        this.given.push(argument);
        if (argument.kind === "events" && argument.ready !== 1) throw new Error(`${this.name} is given events and is not open`);
        if (argument.kind === "events") this.heard.push(...numbersOf(argument));
      } else if (name !== "full") throw new Error(`nobody knows the output ${name}`);
    }
    world.assertOneConnection();
  }

  /** Gone without a word. */
  crash() {
    this.alive = this.inChannel = false;
    this.connection = this.own = undefined;
    this.world.letGo(this);
  }
}

export class World {
  /** @param {() => number} next */
  constructor(next) {
    this.next = next;
    this.now = 1;
    /** How many events the server has. */
    this.log = 0;
    this.faults = true;
    /** @type {Page[]} */
    this.pages = [];
    /** Who asked for the lock, in order. @type {Page[]} */
    this.queue = [];
    /** @type {Page | undefined} */
    this.holder = undefined;
    /** @type {{ page: string, id: string, own: boolean }[]} */
    this.requests = [];
    this.names = 0;
    /** What every message held. @type {any[]} */
    this.told = [];
  }

  open() {
    const page = new Page(this, `page ${(this.names += 1)}`);
    this.pages.push(page);
    page.does((member) => member.looks(true, false));
    page.does((member) => member.back());
    return page;
  }

  get alive() {
    return this.pages.filter(({ alive }) => alive);
  }

  /**
   * @param {Page} from
   * @param {any} message
   */
  tell(from, message) {
    const copy = structuredClone(message);
    this.told.push(copy);
    for (const page of this.pages) {
      if (page !== from && page.inChannel) {
        page.coming.set(from.name, [...(page.coming.get(from.name) ?? []), structuredClone(message)]);
      }
    }
  }

  /** @param {Page} page */
  letGo(page) {
    if (this.holder === page) this.holder = undefined;
    else this.queue = this.queue.filter((other) => other !== page);
  }

  /** @param {Page} page */
  assertHolds(page) {
    if (this.holder !== page) throw new Error(`${page.name} connects and does not hold the lock`);
  }

  assertOneConnection() {
    const connected = this.pages.filter(({ connection }) => connection).map(({ name }) => name);
    if (connected.length > 1) throw new Error(`two holders: ${connected}`);
  }

  /** @returns {[string, () => void][]} what may happen next by itself */
  steps() {
    /** @type {[string, () => void][]} */
    const steps = [];
    if (!this.holder && this.queue.length > 0) {
      steps.push([
        "grant",
        () => {
          const page = /** @type {Page} */ (this.queue.shift());
          this.holder = page;
          this.now += 1;
          page.does((member) => member.granted(this.now));
        },
      ]);
    }
    for (const page of this.alive) {
      for (const [sender, messages] of page.coming) {
        if (messages.length > 0) {
          steps.push([
            `message from ${sender}`,
            () => {
              page.coming.set(sender, messages.slice(1));
              page.does((member) => member.heard(messages[0]));
            },
          ]);
        }
      }
      for (const connection of [page.connection, page.own]) {
        for (const [name, step] of connection?.steps() ?? []) {
          steps.push([`${page.name} ${name}`, () => page.does(step)]);
        }
      }
    }
    return steps;
  }

  /** One of the steps. @returns {boolean} whether there was one */
  step() {
    const steps = this.steps();
    if (steps.length > 0) {
      steps[Math.floor(this.next() * steps.length)][1]();
    }
    return steps.length > 0;
  }

  /** Nothing breaks any more, and all that is under way comes to its end. */
  settle() {
    this.faults = false;
    for (let i = 0; this.step(); i += 1) {
      if (i > 100_000) throw new Error("it does not settle");
    }
  }
}
