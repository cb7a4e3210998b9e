import { openJudge } from "@msafara/contracts/exams";
import { assert } from "@msafara/kernel";
import { type Document, type Operation, operationOf, placedIn } from "./read-document.ts";
import type { Heard } from "./open-speaker.ts";

/** What any door may say before, or beside, what a route declares. */
const AT_ANY_DOOR: ReadonlySet<string> = new Set([
  "malformed",
  "not-found",
  "method-not-allowed",
  "body-too-large",
  "unsupported-media-type",
]);
/** HEAD has no body that would tell its code; who is turned away before he is counted has no limits either. */
const BESIDE_OF_HEAD: ReadonlySet<number> = new Set([400, 404, 405, 413, 415]);
const NOWHERE = { method: "GET", path: "/nowhere" };

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
  const { judge } = openJudge(document);

  return {
    operations: placedIn(document).map((each) => operationOf(document, each)),
    complain: (operation, heard, { isHead }) => {
      if (typeof heard === "string") return heard;
      const { status, headers, body } = heard;
      if (status >= 500) return `a fault: ${body}`;
      if (headers["x-request-id"] === undefined) return "no X-Request-ID";
      const { method, path } = isBeside(heard, isHead) ? NOWHERE : (operation ?? NOWHERE);
      try {
        const asked = { method: isHead ? "HEAD" : method, path };
        judge(asked, { status, headers: new Headers(headers), text: body });
        return undefined;
      } catch (error) {
        return String(error);
      }
    },
  };
}

/** Said at the door, before any route was asked. */
function isBeside({ status, headers, body }: Exclude<Heard, string>, isHead: boolean): boolean {
  if (isHead) return BESIDE_OF_HEAD.has(status) && headers["ratelimit-limit"] === undefined;
  return status >= 400 && AT_ANY_DOOR.has(codeIn(body));
}

function codeIn(text: string): string {
  try {
    return String(JSON.parse(text).code);
  } catch {
    // Not even JSON: the judge says so.
    return "";
  }
}
