import { type Language, problemSchema } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import { backOff } from "./back-off.ts";
import { MsafaraProblem } from "./msafara-problem.ts";
import type { Tokens } from "./tokens.ts";

const TRIES_MAX = 4;
const WAITS = { firstMs: 250, mostMs: 30_000 };
const TRY_MS_MAX = 15_000;
/** The server is there and says later, or something before it could not reach it. */
const LATER = new Set([429, 502, 503, 504]);
const UNCHANGED = 304;
const SPENT = new Set(["token-expired", "token-invalid"]);

/** One call, ready to be sent as often as it takes. */
export interface Sending {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether being sent twice does no harm. */
  readonly isSafe: boolean;
  /** Whether it says who asks. */
  readonly isSigned: boolean;
  readonly signal: AbortSignal | undefined;
}

/** What came back when all went well. */
export interface Sent {
  readonly status: number;
  readonly json: unknown;
  readonly etag: string | undefined;
}

/** Sends a call, as often as it takes. */
export type Send = (sending: Sending) => Promise<Sent>;

interface SenderParts {
  readonly baseUrl: string;
  readonly world: World;
  readonly fetch: typeof fetch;
  readonly tokens: Tokens;
  readonly apiKey?: string;
  readonly language?: Language;
}

/** Sends calls; what is safe is sent again with full jitter, and no sooner than the server says. */
export function openSender(parts: SenderParts): Send {
  const { world } = parts;
  return async (sending) => {
    for (let tries = 1; ; tries++) {
      sending.signal?.throwIfAborted();
      const outcome = await tryWithToken(parts, sending);
      if (!(outcome instanceof MsafaraProblem)) return outcome;
      sending.signal?.throwIfAborted();
      const { retry, retryAfterMs = 0 } = outcome;
      const isLast = tries === TRIES_MAX || retryAfterMs > WAITS.mostMs;
      if (!retry || !sending.isSafe || isLast) throw outcome;
      await world.sleep(retryAfterMs + backOff(world, tries, WAITS), sending.signal);
    }
  };
}

/** A token that ended on its way was looked at before anything else: nothing was done, whatever was asked. */
async function tryWithToken(parts: SenderParts, sending: Sending): Promise<Sent | MsafaraProblem> {
  const { tokens } = parts;
  const token = sending.isSigned ? await tokens.current() : undefined;
  const outcome = await tryOnce(parts, sending, token);
  const isSpent = outcome instanceof MsafaraProblem && SPENT.has(outcome.code);
  if (!isSpent || token === undefined || !(await tokens.renew(token))) return outcome;
  return await tryOnce(parts, sending, await tokens.current());
}

async function tryOnce(
  parts: SenderParts,
  sending: Sending,
  token: string | undefined,
): Promise<Sent | MsafaraProblem> {
  const headers = headersOf(parts, sending, token);
  const { method, address, body, signal } = sending;
  const stop = new AbortController();
  const rest = new AbortController();
  const give = () => stop.abort();
  signal?.addEventListener("abort", give);
  let isLate = false;
  void parts.world.sleep(TRY_MS_MAX, rest.signal).then(() => {
    isLate = !rest.signal.aborted;
    stop.abort();
  });
  try {
    const url = `${parts.baseUrl.replace(/\/$/, "")}${address}`;
    const asked = { method, headers, signal: stop.signal, ...(body !== undefined && { body }) };
    return await readSent(await parts.fetch(url, asked), sending);
  } catch (cause) {
    return new MsafaraProblem(isLate ? "No answer came in time" : "The market was not reached", {
      code: isLate ? "timed-out" : "network-failed",
      status: 0,
      requestId: sending.headers["X-Request-ID"] ?? "",
      retry: true,
      cause,
    });
  } finally {
    signal?.removeEventListener("abort", give);
    rest.abort();
  }
}

async function readSent(answer: Response, sending: Sending): Promise<Sent | MsafaraProblem> {
  const text = await answer.text();
  const { status, ok } = answer;
  if (!ok && status !== UNCHANGED) return problemIn(answer, { text, sending });
  const etag = answer.headers.get("ETag") ?? undefined;
  return { status, etag, json: text === "" ? null : JSON.parse(text) };
}

function headersOf(
  { apiKey, language }: SenderParts,
  { headers, body, isSigned }: Sending,
  token: string | undefined,
): Record<string, string> {
  return {
    ...headers,
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(apiKey !== undefined && isSigned && { "X-API-Key": apiKey }),
    ...(language !== undefined && { "Accept-Language": language }),
    ...(body !== undefined && { "Content-Type": "application/json" }),
  };
}

/** A code that is newer than this client is told as it is; what is no problem document is unreadable. */
function problemIn(
  { status, headers }: Response,
  { text, sending }: { readonly text: string; readonly sending: Sending },
): MsafaraProblem {
  const { data } = problemSchema.partial().loose().safeParse(parsed(text));
  const code = codeIn(text);
  const seconds = Number(headers.get("Retry-After") ?? Number.NaN);
  return new MsafaraProblem(data?.detail ?? `The market answered ${status}`, {
    code: code ?? "answer-unreadable",
    status,
    requestId: headers.get("X-Request-ID") ?? sending.headers["X-Request-ID"] ?? "",
    errors: data?.errors ?? [],
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
    retry: LATER.has(status),
  });
}

function codeIn(text: string): string | undefined {
  const document = parsed(text);
  if (typeof document !== "object" || document === null || !("code" in document)) return undefined;
  return typeof document.code === "string" ? document.code : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of some proxy is no problem document.
    return undefined;
  }
}
