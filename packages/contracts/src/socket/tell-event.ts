import { z } from "zod";
import { LIVE_EVENTS } from "./events.ts";

/** Something that an agent tells live, as it wrote it down. */
export interface Telling {
  readonly name: string;
  readonly data: unknown;
}

const TABLE: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = LIVE_EVENTS;

/**
 * What the wire says of it: instants as text, and no field that the document does not have. Nothing where
 * the document does not know the event, or knows it otherwise: that is a mistake of ours.
 */
export function tellEvent(
  topic: string,
  { name, data }: Telling,
): Readonly<Record<string, unknown>> | undefined {
  const [kind = ""] = topic.split("/", 1);
  const events = Object.hasOwn(TABLE, kind) ? TABLE[kind]! : {};
  const schema = Object.hasOwn(events, name) ? events[name] : undefined;
  const told = schema === undefined ? undefined : z.safeEncode(schema, data);
  return told?.success === true ? z.record(z.string(), z.unknown()).parse(told.data) : undefined;
}
