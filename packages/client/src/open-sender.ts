import { type Language, problemSchema } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import { MsafaraProblem } from "./msafara-problem.ts";

const TRIES_MAX = 4;
const FIRST_WAIT_MS = 250;
const WAIT_MS_MAX = 30_000;
const TRY_MS_MAX = 15_000;
/** The server is there and says later, or something before it could not reach it. */
const LATER = new Set([429, 502, 503, 504]);

/** One call, ready to be sent as often as it takes. */
export interface Sending {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether being sent twice does no harm. */
  readonly isSafe: boolean;
  readonly signal: AbortSignal | undefined;
}

/** What came back when all went well. */
export interface Sent {
  readonly status: number;
  readonly json: unknown;
}

interface SenderParts {
  readonly baseUrl: string;
  readonly world: World;
  readonly fetch: typeof fetch;
  readonly token?: () => Promise<string | undefined>;
  readonly apiKey?: string;
  readonly language?: Language;
}

/** Sends calls; what is safe is sent again with full jitter, and no sooner than the server says. */
export function openSender(parts: SenderParts): (sending: Sending) => Promise<Sent> {
  const { world } = parts;
  return async (sending) => {
    for (let tries = 1; ; tries++) {
      sending.signal?.throwIfAborted();
      const outcome = await tryOnce(parts, sending);
      if (!(outcome instanceof MsafaraProblem)) return outcome;
      sending.signal?.throwIfAborted();
      const { retry, retryAfterMs = 0 } = outcome;
      const isLast = tries === TRIES_MAX || retryAfterMs > WAIT_MS_MAX;
      if (!retry || !sending.isSafe || isLast) throw outcome;
      const jitterMs = world.dice("retry") * FIRST_WAIT_MS * 2 ** tries;
      await world.sleep(retryAfterMs + Math.ceil(jitterMs), sending.signal);
    }
  };
}

async function tryOnce(parts: SenderParts, sending: Sending): Promise<Sent | MsafaraProblem> {
  const headers = await headersOf(parts, sending);
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
    const answer = await parts.fetch(url, asked);
    const text = await answer.text();
    if (!answer.ok) return problemIn(answer, { text, sending });
    return { status: answer.status, json: text === "" ? null : JSON.parse(text) };
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

async function headersOf(
  { token, apiKey, language }: SenderParts,
  { headers, body }: Sending,
): Promise<Record<string, string>> {
  const bearer = await token?.();
  return {
    ...headers,
    ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
    ...(apiKey !== undefined && { "X-API-Key": apiKey }),
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
