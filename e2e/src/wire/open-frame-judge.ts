import { Fault, fromIso } from "@msafara/kernel";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

const ROOT = "asyncapi";

/** Holds text frames against the AsyncAPI document that the gateway itself serves. */
export interface FrameJudge {
  /** Throws a sentence for a frame that the document does not let a server send. */
  readonly judge: (text: string) => any;
}

/** Opens a judge over a document: the kind of a frame, and the data of an event by its name. */
export function openFrameJudge(document: any): FrameJudge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajv.addFormat("date-time", (text) => fromIso(text) !== undefined);
  ajv.addSchema(document, ROOT);
  const known = new Map<string, ValidateFunction>();
  const told = new Set<string>(
    document.operations.tell.messages.map(({ $ref }: { $ref: string }) => $ref.split("/").at(-1)),
  );

  return {
    judge: (text) => {
      const frame = JSON.parse(text);
      const name = messageOf(frame);
      if (!told.has(name)) throw wrong(`A frame is none of the document's: "${name}"`, text);
      const place = `${ROOT}#/components/messages/${name}/payload`;
      const check = known.get(place) ?? ajv.compile({ $ref: place });
      known.set(place, check);
      if (!check(frame)) throw wrong(`A frame "${name}" has ${ajv.errorsText(check.errors)}`, text);
      return frame;
    },
  };
}

/** An event has a message of its own for each kind of topic. */
function messageOf({ type, topic, name }: Readonly<Record<string, unknown>>): string {
  return type === "event" ? `${String(topic).split("/")[0]}.${String(name)}` : String(type);
}

function wrong(sentence: string, text: string): Fault {
  return new Fault(`${sentence}: ${text}`, { retry: false });
}
