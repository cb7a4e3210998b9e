import { LIVE_EVENTS, type Route } from "@msafara/contracts";
import { fromIso } from "@msafara/kernel";
import { readTold } from "../read-told.ts";
import type { LiveEvent, LivePosition } from "./live-event.ts";

/** A frame of the server, as far as this client knows it. */
export type ReadFrame =
  | { readonly type: "subscribed"; readonly topic: string; readonly seq: number }
  | { readonly type: "event"; readonly topic: string; readonly event: LiveEvent }
  | { readonly type: "position"; readonly topic: string; readonly position: LivePosition }
  | {
      readonly type: "error";
      readonly topic: string | undefined;
      readonly code: string;
      readonly detail: string;
    }
  | { readonly type: "ping" | "pong" };

type Fields = Readonly<Record<string, unknown>>;

/** Reads a frame; nothing when it is broken, or newer than this client. What it adds is left in. */
export function readFrame(text: string): ReadFrame | undefined {
  const frame = fieldsOf(text);
  if (frame === undefined) return undefined;
  const { type, topic, code, detail } = frame;
  if (type === "ping" || type === "pong") return { type };
  if (type === "error" && typeof code === "string") {
    const about = typeof topic === "string" ? topic : undefined;
    return { type, topic: about, code, detail: typeof detail === "string" ? detail : code };
  }
  return typeof topic === "string" ? readOfTopic(topic, frame) : undefined;
}

function readOfTopic(topic: string, frame: Fields): ReadFrame | undefined {
  const { type, seq } = frame;
  if (type === "subscribed" && isNumber(seq)) return { type, topic, seq };
  const at = typeof frame["at"] === "string" ? fromIso(frame["at"]) : undefined;
  if (at === undefined) return undefined;
  if (type === "position") return readPosition(topic, { ...frame, at });
  const { name, data } = frame;
  if (type !== "event" || !isNumber(seq) || typeof name !== "string") return undefined;
  return { type, topic, event: { topic, seq, name, at, data: readFacts({ topic, name }, data) } };
}

function readPosition(
  topic: string,
  { at, lat, lng, speed, heading }: Fields & { readonly at: number },
): ReadFrame | undefined {
  if (typeof lat !== "number" || typeof lng !== "number") return undefined;
  const measured = {
    ...(typeof speed === "number" && { speed }),
    ...(typeof heading === "number" && { heading }),
  };
  return { type: "position", topic, position: { topic, at, position: { lat, lng }, ...measured } };
}

interface EventName {
  readonly topic: string;
  readonly name: string;
}

const TABLE: Readonly<Record<string, Readonly<Record<string, NonNullable<Route["body"]>>>>> =
  LIVE_EVENTS;

/** Instants become numbers where the contract has the event; what it does not know stays as it came. */
function readFacts({ topic, name }: EventName, facts: unknown): Fields {
  const [kind = ""] = topic.split("/", 1);
  const events = Object.hasOwn(TABLE, kind) ? TABLE[kind] : undefined;
  const schema = events !== undefined && Object.hasOwn(events, name) ? events[name] : undefined;
  const told = schema === undefined ? facts : readKindly(schema, facts);
  return isFields(told) ? told : {};
}

/** An instant that cannot be read must not lose the event that it stands in. */
function readKindly(schema: NonNullable<Route["body"]>, facts: unknown): unknown {
  try {
    return readTold(schema, facts);
  } catch {
    // The number of the event counts for more than its fields.
    return facts;
  }
}

function fieldsOf(text: string): Fields | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return isFields(frame) ? frame : undefined;
  } catch {
    // A broken frame is a lost one, and what is lost is noticed by its number.
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
