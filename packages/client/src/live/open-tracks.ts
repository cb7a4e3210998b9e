import { isProblemCode, PROBLEMS } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import { backOff } from "../back-off.ts";
import { MsafaraProblem } from "../msafara-problem.ts";
import type { Topic } from "./live-event.ts";
import type { ReadFrame } from "./read-frame.ts";
import {
  failTrack,
  hearEvent,
  hearHead,
  hearPosition,
  joinTrack,
  openTrack,
  type Reader,
  rewindTrack,
  type Track,
  wishOf,
} from "./track.ts";

const WAITS = { firstMs: 250, mostMs: 10_000 };
/** The topic is there all the same: a database that was away, or a token that was running out. */
const LATER = new Set(["try-again", "busy", "token-missing"]);
/** The server left a frame unread, and so cannot say which. */
const UNREAD = "too-many-frames";

/** All topics that are followed. */
export interface Tracks {
  readonly count: () => number;
  readonly join: (wish: {
    readonly topic: Topic;
    readonly reader: Reader;
    readonly after: number | undefined;
  }) => void;
  readonly leave: (topic: Topic, reader: Reader) => void;
  readonly rewind: (topic: Topic, reader: Reader) => void;
  /** Asks for all topics, on a socket that is new. */
  readonly subscribeAll: () => void;
  readonly hear: (frame: ReadFrame) => void;
  readonly failAll: (problem: MsafaraProblem) => void;
  readonly endAll: () => void;
}

interface TracksParts {
  readonly world: World;
  /** Says a frame if a socket is open; a new one is told of every topic anyhow. */
  readonly say: (frame: string) => void;
}

/** A topic, and how asking for it goes. */
interface Held {
  readonly track: Track;
  /** It was asked for, and nothing was heard of that yet. */
  isOpen: boolean;
  isAsking: boolean;
  failures: number;
}

/** What is followed, and how it is said. */
interface Table extends TracksParts {
  readonly held: Map<string, Held>;
}

/** Opens the table of topics: what is wanted is said, and what comes goes to its readers. */
export function openTracks(parts: TracksParts): Tracks {
  const held = new Map<string, Held>();
  const table: Table = { ...parts, held };
  return {
    count: () => held.size,
    join: ({ topic, reader, after }) => {
      const known = held.get(topic);
      const one = known ?? openHeld(held, topic);
      joinTrack(one.track, reader, after);
      if (known === undefined || after !== undefined) subscribe(table, one);
    },
    leave: (topic, reader) => {
      const readers = held.get(topic)?.track.readers;
      readers?.delete(reader);
      if (readers?.size === 0) leave(table, topic);
    },
    rewind: (topic, reader) => {
      const one = held.get(topic);
      if (one === undefined) return;
      rewindTrack(one.track, reader);
      subscribe(table, one);
    },
    subscribeAll: () => {
      for (const one of held.values()) subscribe(table, one);
    },
    hear: (frame) => hear(table, frame),
    failAll: (problem) => {
      for (const { track } of held.values()) failTrack(track, problem);
      held.clear();
    },
    endAll: () => {
      const readers = [...held.values()].flatMap(({ track }) => [...track.readers.keys()]);
      for (const reader of readers) reader.end();
    },
  };
}

function subscribe({ say }: Table, one: Held): void {
  one.isOpen = true;
  say(wishOf(one.track));
}

function leave({ held, say }: Table, topic: Topic): void {
  held.delete(topic);
  say(JSON.stringify({ type: "unsubscribe", topic }));
}

function hear(table: Table, frame: ReadFrame): void {
  if (frame.type === "error" && frame.code === UNREAD) return askOpen(table);
  const one = "topic" in frame ? table.held.get(frame.topic ?? "") : undefined;
  const outcome = one === undefined ? "done" : hearIn(one, frame);
  if (one === undefined || outcome === "done") return;
  if (outcome === "later") return void askAgain(table, one, () => true);
  leave(table, one.track.topic);
  failTrack(one.track, outcome);
}

/** Whatever is still without an answer may be what was left unread. */
function askOpen(table: Table): void {
  for (const one of table.held.values()) {
    if (one.isOpen) void askAgain(table, one, () => one.isOpen);
  }
}

function openHeld(held: Map<string, Held>, topic: Topic): Held {
  const one: Held = { track: openTrack(topic), isOpen: false, isAsking: false, failures: 0 };
  held.set(topic, one);
  return one;
}

/** What is to follow from a frame: nothing, another subscription, or the end with a problem. */
function hearIn(held: Held, frame: ReadFrame): "done" | "later" | MsafaraProblem {
  const { track } = held;
  switch (frame.type) {
    case "subscribed":
      held.isOpen = false;
      held.failures = 0;
      hearHead(track, frame.seq);
      return "done";
    case "event": {
      const missing = hearEvent(track, frame.event);
      if (missing === "nothing") return "done";
      return missing === "hole" ? "later" : problemOf("resume-impossible", "Numbers are missing");
    }
    case "position":
      hearPosition(track, frame.position);
      return "done";
    case "error":
      return LATER.has(frame.code) ? "later" : problemOf(frame.code, frame.detail);
    default:
      return "done";
  }
}

/** Once, and later, if it is still wanted: whatever made a hole may be making the next one. */
async function askAgain(table: Table, one: Held, isWanted: () => boolean): Promise<void> {
  const { world, held } = table;
  if (one.isAsking) return;
  one.isAsking = true;
  await world.sleep(backOff(world, one.failures, WAITS));
  one.failures += 1;
  one.isAsking = false;
  if (held.get(one.track.topic) === one && isWanted()) subscribe(table, one);
}

function problemOf(code: string, detail: string): MsafaraProblem {
  const status = isProblemCode(code) ? PROBLEMS[code].status : 0;
  return new MsafaraProblem(detail, { code, status, requestId: "", retry: false });
}
