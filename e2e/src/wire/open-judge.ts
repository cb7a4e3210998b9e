import { Fault, fromIso } from "@msafara/kernel";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** An answer as it came over the wire. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What was asked, as the document has it: a path with its parameters in braces. */
export interface AskedAt {
  readonly method: string;
  readonly path: string;
}

/** Holds answers against the OpenAPI document that the gateway itself serves. */
export interface Judge {
  /** Throws a sentence for an answer that the document does not show. */
  readonly judge: (asked: AskedAt, heard: Heard) => void;
  readonly judged: () => number;
}

const ROOT = "openapi";
const TOLD_MAX = 600;
/** Met before there is a route, so no route can declare it. */
const BEFORE_ROUTES = new Set([405, 431]);
/** A rehearsal's mark, where the same status is the real answer, too. */
const MAY_LACK = new Set(["X-Dry-Run"]);

/** Says what is wrong with a value by the schema at a place in the document. */
type Against = (place: string, value: unknown) => string | undefined;

/** Opens a judge over a document, whole: statuses, types of content, headers, bodies, codes. */
export function openJudge(document: any): Judge {
  const against = openAgainst(document);
  let judged = 0;
  return {
    judged: () => judged,
    judge: ({ method, path }, heard) => {
      judged += 1;
      const answers = document.paths[path]?.[method.toLowerCase()]?.responses;
      const place = ["#", "paths", path, method.toLowerCase(), "responses", `${heard.status}`];
      const wrong = wrongWith(answers?.[heard.status], { heard, place, against, document });
      if (wrong === undefined) return;
      const said = heard.text.slice(0, TOLD_MAX);
      const sentence = `${method} ${path} answered ${heard.status} with ${wrong}: ${said}`;
      throw new Fault(sentence, { retry: false });
    },
  };
}

function openAgainst(document: object): Against {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajv.addFormat("date-time", (text) => fromIso(text) !== undefined);
  ajv.addFormat("date", /^\d{4}-\d{2}-\d{2}$/);
  ajv.addSchema(document, ROOT);
  const known = new Map<string, ValidateFunction>();
  return (place, value) => {
    const check = known.get(place) ?? ajv.compile({ $ref: `${ROOT}${place}` });
    known.set(place, check);
    return check(value) ? undefined : ajv.errorsText(check.errors);
  };
}

interface Hearing {
  readonly heard: Heard;
  readonly place: readonly string[];
  readonly against: Against;
  readonly document: any;
}

function wrongWith(answer: any, hearing: Hearing): string | undefined {
  if (answer === undefined) {
    return BEFORE_ROUTES.has(hearing.heard.status) ? undefined : "a status that is not declared";
  }
  return wrongHeader(answer, hearing) ?? wrongBody(answer, hearing);
}

function wrongHeader(answer: any, { heard, against, document }: Hearing): string | undefined {
  for (const [name, { $ref }] of Object.entries<{ $ref: string }>(answer.headers ?? {})) {
    const value = heard.headers.get(name);
    if (value === null && MAY_LACK.has(name)) continue;
    if (value === null) return `no header ${name}`;
    const { schema } = document.components.headers[$ref.split("/").at(-1) ?? ""];
    const read = schema.type === "integer" ? Number(value) : value;
    const wrong = against(`${$ref}/schema`, read);
    if (wrong !== undefined) return `the header ${name}: ${wrong}`;
  }
  return undefined;
}

function wrongBody(answer: any, { heard, place, against }: Hearing): string | undefined {
  const { headers, status, text } = heard;
  if (answer.content === undefined) return text === "" ? undefined : "a body where none is shown";
  const type = (headers.get("content-type") ?? "").split(";")[0] ?? "";
  const shown = answer.content[type];
  if (shown === undefined) return `the content type "${type}"`;
  const body = JSON.parse(text);
  const wrong = against([...place, "content", type, "schema"].map(step).join("/"), body);
  if (wrong !== undefined || !type.includes("problem")) return wrong;
  if (body.status !== status) return `the status ${body.status} in its body`;
  return body.code in shown.examples ? undefined : `the code "${body.code}", not declared`;
}

/** A step of a JSON pointer within an address. */
function step(name: string): string {
  return name === "#" ? name : encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}
