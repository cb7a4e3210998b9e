import { Fault } from "@msafara/kernel";
import { googleFault, statusFault } from "./google-fault.ts";
import type { GoogleParams, GoogleService } from "./google-question.ts";
import { malformed, recordOf, textOf } from "./record-of.ts";

/** Asks once, and gives the body of whatever is an answer; a fault holds neither the key nor what was sent. */
export type GoogleClient = (
  service: GoogleService,
  params: GoogleParams,
  givenUp: AbortSignal,
) => Promise<Readonly<Record<string, unknown>>>;

const HIS_OWN_URL = "https://maps.googleapis.com";
/** The way over 27 stops with all its steps is well below that. */
const ANSWER_BYTES_MAX = 16 * 1_024 * 1_024;

/** These are answers; any other word of his is a fault. */
const ANSWERS: readonly string[] = ["OK", "ZERO_RESULTS", "NOT_FOUND"];

/** Google's own client, told to ask once and to keep what it sent to itself. */
export function openClient({
  key,
  baseUrl = HIS_OWN_URL,
}: {
  readonly key: string;
  readonly baseUrl?: string | undefined;
}): GoogleClient {
  let opened: Promise<Vendor> | undefined;
  return async (service, params, givenUp) => {
    opened ??= openVendor();
    const client = await opened;
    const url = `${baseUrl}/maps/api/${service}/json`;
    const request = { url, signal: givenUp, params: { ...params, key } };
    const { status, body } = await ask(client, service, request);
    return answerIn(body, { status, key });
  };
}

interface Request {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly params: GoogleParams;
}

/** The part of his client that we use. */
type Vendor = Readonly<
  Record<
    GoogleService,
    (request: Request) => Promise<{ readonly status: number; readonly data: unknown }>
  >
>;

/** His client takes a third of a second to load, so that is done when somebody first asks. */
async function openVendor(): Promise<Vendor> {
  const vendor = await import("@googlemaps/google-maps-services-js");
  const client = new vendor.Client({
    config: {
      // Else it asks three times more by itself, each on our bill.
      raxConfig: { retry: 0, noResponseRetries: 0 },
      validateStatus: () => true,
      maxContentLength: ANSWER_BYTES_MAX,
      maxRedirects: 0,
      // Our own time-out gives up by the signal.
      timeout: 0,
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It types requests by enums; their values are the words we send.
  return client as unknown as Vendor;
}

/** What went wrong on the way carries the address with the key, so only the word for it is kept. */
async function ask(
  client: Vendor,
  service: GoogleService,
  request: Request,
): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const { status, data } = await client[service](request);
    return { status, body: data };
  } catch (error) {
    const what = `Cannot ask Google for "${service}": ${wordOf(error)}`;
    throw googleFault("unreachable", { what, retry: true });
  }
}

/** A short word like ECONNRESET, never a sentence: those can quote what was sent. */
function wordOf(error: unknown): string {
  const hasCode = error instanceof Error && "code" in error;
  const code = hasCode && typeof error.code === "string" ? error.code : "";
  return /^[A-Z_]{1,40}$/.test(code) ? code : "the connection broke";
}

function answerIn(
  body: unknown,
  { status, key }: { readonly status: number; readonly key: string },
): Readonly<Record<string, unknown>> {
  const isSaid = typeof body === "object" && body !== null && "status" in body;
  if (!isSaid)
    throw status === 200 ? malformed("body", "an object with a status") : httpFault(status);
  const answer = recordOf(body, "body");
  const word = textOf(answer["status"], "status");
  if (ANSWERS.includes(word)) return answer;
  const said = typeof answer["error_message"] === "string" ? answer["error_message"] : "";
  throw statusFault(word, withoutKey(said, key).slice(0, 300));
}

/** He may quote the key when he refuses it. */
function withoutKey(said: string, key: string): string {
  return said.replaceAll(key, "…").replaceAll(encodeURIComponent(key), "…");
}

function httpFault(status: number): Fault {
  const retry = status >= 500 || status === 429 || status === 408;
  return new Fault(`Google answers with HTTP ${status}`, { retry, code: `google-http-${status}` });
}
