import type { z } from "zod";
import type { DocumentAbout } from "../openapi/open-api.ts";
import { type JsonSchema, type JsonSchemas, jsonSchemas } from "../openapi/json-schemas.ts";
import { LIVE_EVENTS } from "../socket/events.ts";
import {
  authFrameSchema,
  CLOSE_CODES,
  errorFrameSchema,
  eventFrameSchema,
  pingFrameSchema,
  pongFrameSchema,
  positionFrameSchema,
  subscribedFrameSchema,
  subscribeFrameSchema,
  unsubscribeFrameSchema,
} from "../socket/frames.ts";
import { TOPIC_KINDS } from "../socket/topic.ts";

/** The AsyncAPI 3.0 document of the socket, from the very frames that the door works by. */
export function asyncApi({ version }: DocumentAbout) {
  const schemas = jsonSchemas([
    ...Object.values({ ...ASKED, ...TOLD }).map(({ schema }) => schema),
    eventFrameSchema,
    ...Object.values(LIVE_EVENTS).flatMap((events) => Object.values(events)),
  ]);
  const messages = {
    ...framesOf(ASKED, schemas),
    ...framesOf(TOLD, schemas),
    ...BINARY,
    ...eventsOf(schemas),
  };
  const asked = [...Object.keys(ASKED), "fixes"];
  const told = Object.keys(messages).filter((name) => !asked.includes(name) || BOTH_WAYS.has(name));
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Msafara, live",
      version,
      description: DESCRIPTION,
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    channels: {
      socket: {
        address: "/ws",
        title: "The socket",
        description: TOPICS,
        messages: refsTo("#/components/messages/", Object.keys(messages)),
        bindings: { ws: { method: "GET" } },
      },
    },
    operations: {
      hear: operation("receive", { names: asked, summary: "What a client sends." }),
      tell: operation("send", { names: told, summary: "What a client is told." }),
    },
    components: { schemas: reachable(schemas.components, messages), messages },
  };
}

const ASKED = {
  auth: { schema: authFrameSchema, summary: "Who comes; the first frame, and again in time." },
  subscribe: { schema: subscribeFrameSchema, summary: "Wants to follow a topic." },
  unsubscribe: { schema: unsubscribeFrameSchema, summary: "Follows a topic no longer." },
  ping: { schema: pingFrameSchema, summary: "Asks whether somebody is there." },
  pong: { schema: pongFrameSchema, summary: "Somebody is there." },
};
const BOTH_WAYS = new Set(["ping", "pong"]);
const TOLD = {
  subscribed: { schema: subscribedFrameSchema, summary: "A topic is followed from here on." },
  position: { schema: positionFrameSchema, summary: "Where a truck is." },
  error: { schema: errorFrameSchema, summary: "What could not be done." },
};
const BINARY = {
  fixes: binary(
    "Where a phone was, little-endian: u8 version = 1, u8 n, then n times u32 seq, u64 milliseconds, i32 latitude and i32 longitude in 1e-7 degrees, u16 speed in cm/s, u16 heading in hundredths of a degree, u16 accuracy in decimetres, u16 flags; 65535 was not measured.",
  ),
  ack: binary("Everything up to a number is durable: u8 version = 1, u8 0xAC, u32 seq."),
};

const DESCRIPTION = `Text frames are JSON. The token comes in the first frame, or as the subprotocol
\`bearer.<token>\`, and never in the address. The server closes with ${CLOSE_CODES.signedOut} when the
token has ended, with ${CLOSE_CODES.silent} when nothing is heard for too long, and with
${CLOSE_CODES.tooSlow} when a reader is too slow; it resumes by \`after\`.`;

const TOPICS = Object.entries(TOPIC_KINDS)
  .map(([kind, what]) => `\`${kind}\`: ${what}`)
  .join(" ");

interface Frame {
  readonly schema: z.ZodType;
  readonly summary: string;
}

function framesOf(frames: Readonly<Record<string, Frame>>, schemas: JsonSchemas) {
  const told = Object.entries(frames).map(([name, { schema, summary }]) => [
    name,
    { name, summary, payload: schemas.of(schema) },
  ]);
  return Object.fromEntries(told);
}

function binary(summary: string) {
  return {
    name: "position frame",
    summary,
    contentType: "application/octet-stream",
    payload: { type: "string", format: "binary" },
  };
}

/** One message for each event of each kind of topic, so that its data can be told. */
function eventsOf(schemas: JsonSchemas) {
  const frame = schemas.of(eventFrameSchema);
  const told = Object.entries(LIVE_EVENTS).flatMap(([kind, events]) =>
    Object.entries(events).map(([name, schema]) => {
      const properties = { name: { const: name }, data: schemas.of(schema) };
      const payload = { allOf: [frame, { type: "object", properties }] };
      return [`${kind}.${name}`, { name, summary: `On \`${kind}\`.`, payload }];
    }),
  );
  return Object.fromEntries(told);
}

interface Told {
  readonly names: readonly string[];
  readonly summary: string;
}

function operation(action: "send" | "receive", { names, summary }: Told) {
  const messages = Object.values(refsTo("#/channels/socket/messages/", names));
  return { action, summary, channel: { $ref: "#/channels/socket" }, messages };
}

function refsTo(place: string, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, { $ref: `${place}${name}` }]));
}

/** The schemas that are referred to, and those that they refer to. */
function reachable(all: Readonly<Record<string, JsonSchema>>, from: unknown) {
  const found = new Set<string>();
  const waiting = refsIn(from);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...refsIn(all[name]));
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => found.has(name)));
}

function refsIn(value: unknown): string[] {
  const refs = JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g);
  return [...refs].map(([, name]) => name ?? "");
}
