import { problemSchema } from "@msafara/contracts";
import { assert } from "@msafara/kernel";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import {
  type Document,
  type Operation,
  operationOf,
  type Placed,
  placedIn,
} from "./read-document.ts";
import type { Heard, Reply } from "./open-speaker.ts";

const PROBLEM_TYPE = "application/problem+json";
/** What any door may say before, or beside, what a route declares. */
const AT_ANY_DOOR: ReadonlySet<string> = new Set([
  "malformed",
  "not-found",
  "method-not-allowed",
  "body-too-large",
  "unsupported-media-type",
]);

/** What a gateway says of itself, and whether it keeps to it. */
export interface Contract {
  readonly operations: readonly Operation[];
  /** What is wrong with an answer; nothing when it is listed. */
  readonly complain: (
    operation: Operation | undefined,
    heard: Heard,
    manner: { readonly isHead: boolean },
  ) => string | undefined;
}

/** Reads the served document: what it does not list is not to be answered. */
export async function readContract(url: string): Promise<Contract> {
  const served = await fetch(`${url}/openapi.json`);
  const text = await served.text();
  assert(served.ok, `the document is served, found ${served.status} ${text}`);
  const document: Document = JSON.parse(text);
  const placed = placedIn(document);
  const byId = new Map(placed.map((each) => [each.said.operationId, each]));
  const schemaOf = schemasOf(document);

  return {
    operations: placed.map((each) => operationOf(document, each)),
    complain: (operation, heard, { isHead }) => {
      if (typeof heard === "string") return heard;
      const at = operation && byId.get(operation.id);
      const { status, headers, body } = heard;
      if (status >= 500) return `a fault: ${body}`;
      if (headers["x-request-id"] === undefined) return "no X-Request-ID";
      if (status >= 400) return isHead ? undefined : complainOfProblem(at, heard);
      return at && complainOfSuccess(at, heard, { isHead, schemaOf });
    },
  };
}

interface Told {
  readonly isHead: boolean;
  readonly schemaOf: (at: Placed, status: number) => ValidateFunction | undefined;
}

function complainOfSuccess(
  at: Placed,
  reply: Reply,
  { isHead, schemaOf }: Told,
): string | undefined {
  const { status } = reply;
  if (at.said.responses[status] === undefined) return `${status} is not listed`;
  const isBare = isHead || status === 204 || status === 304;
  return isBare ? undefined : complainOfBody(schemaOf(at, status), reply);
}

/** Compiles the schemas of answers as they are needed. */
function schemasOf(document: Document) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ ...document, $id: "api" });
  const compiled = new Map<string, ValidateFunction>();
  return ({ path, method, said }: Placed, status: number): ValidateFunction | undefined => {
    if (said.responses[status]?.content === undefined) return undefined;
    const parts = [
      "paths",
      path,
      method,
      "responses",
      String(status),
      "content",
      "application/json",
    ];
    const pointer = parts.map(pointed).join("/");
    const found = compiled.get(pointer) ?? ajv.compile({ $ref: `api#/${pointer}/schema` });
    compiled.set(pointer, found);
    return found;
  };
}

function complainOfBody(schema: ValidateFunction | undefined, { body }: Reply): string | undefined {
  if (schema === undefined) return body === "" ? undefined : "a body that is not listed";
  if (schema(parse(body))) return undefined;
  return `not as listed: ${JSON.stringify(schema.errors)} in ${body.slice(0, 300)}`;
}

function complainOfProblem(at: Placed | undefined, reply: Reply): string | undefined {
  const { status, headers, body } = reply;
  const type = headers["content-type"] ?? "nothing";
  if (!type.startsWith(PROBLEM_TYPE)) return `a ${type}: ${body}`;
  const read = problemSchema.safeParse(parse(body));
  if (!read.success) return `no problem document: ${body.slice(0, 200)}`;
  if (read.data.status !== status) return `says ${read.data.status} and answers ${status}`;
  const isLate = status === 429 && !(Number(headers["retry-after"]) > 0);
  return isLate ? "no Retry-After" : complainOfCode(at, read.data);
}

function complainOfCode(
  at: Placed | undefined,
  { code, status }: { readonly code: string; readonly status: number },
): string | undefined {
  if (AT_ANY_DOOR.has(code)) return undefined;
  const listed = at?.said.responses[status]?.content?.[PROBLEM_TYPE]?.examples ?? {};
  return code in listed
    ? undefined
    : `"${code}" is not listed for ${at?.said.operationId ?? "no route"}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not even JSON: no schema takes it.
    return undefined;
  }
}

function pointed(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
