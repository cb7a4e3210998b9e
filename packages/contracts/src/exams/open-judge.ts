import { Fault, fromIso } from "@msafara/kernel";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { API_BASE } from "../routes/route.ts";
import { closed } from "./closed.ts";
import { wrongsIn } from "./wrongs-in.ts";

/** An answer as it came over the wire. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What was asked: a path of the document, with its parameters in braces, or an address as it was sent. */
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
const PROBLEM_TYPE = "application/problem+json";
const PROBLEM_PLACE = "#/components/schemas/Problem";
/** Met before there is a route, so no route can declare it. */
const BEFORE_ROUTES = new Set([405, 431]);
/** Marks of rehearsals and of old answers, where the same status is the real answer, too. */
const MAY_LACK = new Set(["X-Dry-Run", "Idempotency-Replayed", "X-Stale", "Age"]);

/** Says what is wrong with a value by the schema at a place in the document. */
type Against = (place: string, value: unknown) => string | undefined;

/** Opens a judge over a document, whole: statuses, types of content, headers, bodies, fields, codes. */
export function openJudge(served: unknown): Judge {
  const document = closed(served);
  const against = openAgainst(document);
  const shownAt = openMap(document);
  let judged = 0;
  return {
    judged: () => judged,
    judge: ({ method, path }, heard) => {
      judged += 1;
      const isBare = method === "HEAD";
      const at = shownAt(isBare ? "GET" : method, path);
      const hearing = { heard, against, document, isBare, place: at ?? [] };
      const wrong = at === undefined ? wrongBeside(path, hearing) : wrongWith(hearing);
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
    return check(value) ? undefined : wrongsIn(check.errors);
  };
}

/** Where the answers of an operation are shown; nothing for what is none. */
function openMap({ paths }: any) {
  const patterns = Object.keys(paths)
    .map((path) => [path, new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`)] as const)
    // "/drivers/me" is no driver whose name is me.
    .toSorted(([one], [other]) => one.split("{").length - other.split("{").length);
  return (method: string, asked: string): readonly string[] | undefined => {
    const [address = ""] = asked.split("?");
    const path = Object.hasOwn(paths, address)
      ? address
      : patterns.find(([, pattern]) => pattern.test(address))?.[0];
    if (path === undefined || !(method.toLowerCase() in paths[path])) return undefined;
    return ["paths", path, method.toLowerCase(), "responses"];
  };
}

interface Hearing {
  readonly heard: Heard;
  readonly place: readonly string[];
  readonly against: Against;
  readonly document: any;
  /** Without a body, whatever is shown. */
  readonly isBare: boolean;
}

/** What is no operation: pages and probes stand elsewhere, and all else is a problem. */
function wrongBeside(path: string, { heard, against, isBare }: Hearing): string | undefined {
  const { status, headers, text } = heard;
  if (status < 400) {
    const isAnswer = path.startsWith(API_BASE) && status !== 204;
    return isAnswer ? "what no operation answers" : undefined;
  }
  if (isBare) return undefined;
  const type = typeIn(headers);
  if (type !== PROBLEM_TYPE) return `the content type "${type}"`;
  const body = JSON.parse(text);
  const wrong = against(PROBLEM_PLACE, body) ?? wrongPointing(body);
  return wrong ?? (body.status === status ? undefined : `the status ${body.status} in its body`);
}

function wrongWith(hearing: Hearing): string | undefined {
  const { status } = hearing.heard;
  const [, path = "", method = ""] = hearing.place;
  const answer = hearing.document.paths[path][method].responses[status];
  if (answer !== undefined) {
    return wrongAge(hearing) ?? wrongHeader(answer, hearing) ?? wrongBody(answer, hearing);
  }
  return BEFORE_ROUTES.has(status) ? wrongBeside(path, hearing) : "a status that is not declared";
}

/** Of an old answer nobody knows the version. */
function wrongAge({ heard: { headers } }: Hearing): string | undefined {
  return isStale(headers) && headers.has("ETag") ? "a version of what is old" : undefined;
}

function wrongHeader(answer: any, { heard, against, document }: Hearing): string | undefined {
  for (const [name, { $ref }] of Object.entries<{ $ref: string }>(answer.headers ?? {})) {
    const value = heard.headers.get(name);
    if (value === null && mayLack(name, heard.headers)) continue;
    if (value === null) return `no header ${name}`;
    const { schema } = document.components.headers[$ref.split("/").at(-1) ?? ""];
    const read = schema.type === "integer" ? Number(value) : value;
    const wrong = against(`${$ref}/schema`, read);
    if (wrong !== undefined) return `the header ${name}: ${wrong}`;
  }
  return undefined;
}

function mayLack(name: string, headers: Headers): boolean {
  if (!isStale(headers)) return MAY_LACK.has(name);
  return name === "ETag" || name === "X-Dry-Run";
}

function isStale(headers: Headers): boolean {
  return headers.has("X-Stale");
}

function wrongBody(answer: any, { heard, place, against, isBare }: Hearing): string | undefined {
  const { headers, status, text } = heard;
  if (isBare) return text === "" ? undefined : "a body to HEAD";
  if (answer.content === undefined) return text === "" ? undefined : "a body where none is shown";
  const type = typeIn(headers);
  const shown = answer.content[type];
  if (shown === undefined) return `the content type "${type}"`;
  const body = JSON.parse(text);
  const steps = ["#", ...place, `${status}`, "content", type, "schema"];
  const wrong = against(steps.map(step).join("/"), body);
  if (wrong !== undefined || type !== PROBLEM_TYPE) return wrong;
  if (body.status !== status) return `the status ${body.status} in its body`;
  if (!(body.code in shown.examples)) return `the code "${body.code}", not declared`;
  return wrongPointing(body);
}

/** Nobody is sent to look at what is not there. */
function wrongPointing({ detail, errors = [] }: any): string | undefined {
  const isSent = typeof detail === "string" && detail.includes("`errors`");
  return isSent && errors.length === 0
    ? "a sentence that points to `errors`, without any"
    : undefined;
}

function typeIn(headers: Headers): string {
  return (headers.get("content-type") ?? "").split(";")[0] ?? "";
}

/** A step of a JSON pointer within an address. */
function step(name: string): string {
  return name === "#" ? name : encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}
