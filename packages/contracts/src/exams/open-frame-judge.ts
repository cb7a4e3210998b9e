import { Fault, fromIso } from "@msafara/kernel";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { decodeAck } from "../socket/position-frame.ts";
import { closed } from "./closed.ts";
import { wrongsIn } from "./wrongs-in.ts";

const ROOT = "asyncapi";

/** Holds frames against the AsyncAPI document that the gateway itself serves. */
export interface FrameJudge {
  /** What a frame of text says; throws a sentence for one that the document does not let a server send. */
  readonly judge: (frame: string | Uint8Array) => any;
}

/** Opens a judge over a document: the kind of a frame, its fields, and the data of an event by its name. */
export function openFrameJudge(served: unknown): FrameJudge {
  const document = closed(served);
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajv.addFormat("date-time", (text) => fromIso(text) !== undefined);
  ajv.addSchema(document, ROOT);
  const known = new Map<string, ValidateFunction>();
  const told = new Set<string>(
    document.operations.tell.messages.map(({ $ref }: { $ref: string }) => $ref.split("/").at(-1)),
  );

  function judgeText(text: string): any {
    const frame = JSON.parse(text);
    const name = messageOf(frame);
    if (!told.has(name)) throw wrong(`A frame is none of the document's: "${name}"`, text);
    const place = `${ROOT}#/components/messages/${name}/payload`;
    const check = known.get(place) ?? ajv.compile({ $ref: place });
    known.set(place, check);
    if (!check(frame)) throw wrong(`A frame "${name}" has ${wrongsIn(check.errors)}`, text);
    return frame;
  }

  /** What is binary is described in words there: only one of them is told. */
  function judgeBytes(bytes: Uint8Array): number {
    const ack = decodeAck(bytes);
    if (typeof ack === "number" && told.has("ack")) return ack;
    throw wrong("A frame of bytes is no acknowledgement", bytes.toString());
  }

  return {
    judge: (frame) => (typeof frame === "string" ? judgeText(frame) : judgeBytes(frame)),
  };
}

/** An event has a message of its own for each kind of topic. */
function messageOf({ type, topic, name }: Readonly<Record<string, unknown>>): string {
  return type === "event" ? `${String(topic).split("/")[0]}.${String(name)}` : String(type);
}

function wrong(sentence: string, text: string): Fault {
  return new Fault(`${sentence}: ${text}`, { retry: false });
}
