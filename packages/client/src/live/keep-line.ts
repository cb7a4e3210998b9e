import { CLOSE_CODES } from "@msafara/contracts";
import { backOff } from "../back-off.ts";
import { MsafaraProblem } from "../msafara-problem.ts";
import type { LineState } from "./line-state.ts";
import type { LiveParts } from "./open-live.ts";
import { type Line, openLine } from "./open-line.ts";
import { type ReadFrame, readFrame } from "./read-frame.ts";

const HEARTBEAT_MS = 30_000;
const HEALTHY_MS = 60_000;
/** Too many sockets, or somebody else's: nothing that a moment would change. */
const POLICY = 1008;
const POLICY_FAILURES = 6;
const WAITS = { firstMs: 500, mostMs: 30_000 };
const SIGNED_OUT = new Set(["token-invalid", "token-expired"]);

/** A socket that is there as long as somebody wants it. */
export interface Keeper {
  readonly line: () => Line | undefined;
  /** Begins when it is wanted and does not run yet. */
  readonly start: () => void;
  readonly wake: () => void;
  readonly stop: () => void;
}

/** What a keeper is told, and whom it tells. */
export interface KeeperParts extends LiveParts {
  readonly isWanted: () => boolean;
  readonly opened: (line: Line) => void;
  readonly hear: (frame: ReadFrame) => void;
  readonly hearBytes: (bytes: Uint8Array) => void;
  readonly gaveUp: (problem: MsafaraProblem) => void;
  readonly tellState: (state: LineState) => void;
}

/** Keeps a socket open: shows its token anew before that ends, and opens the next after any drop. */
export function keepLine(parts: KeeperParts): Keeper {
  const { world, tellState } = parts;
  let line: Line | undefined;
  let isRunning = false;
  let nap = new AbortController();

  async function serve(): Promise<number> {
    const visit = await openVisit(parts);
    line = visit.line;
    try {
      const code = await visit.line.ended;
      if (code === CLOSE_CODES.signedOut) await visit.comeBack();
      return code;
    } finally {
      line = undefined;
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (parts.isWanted()) {
      tellState({ phase: "connecting" });
      const since = world.ticks();
      const end = await outcomeOf(serve());
      if ("problem" in end && !end.problem.retry) parts.gaveUp(end.problem);
      if (!parts.isWanted()) break;
      failures = failuresBefore(end, world.ticks() - since, failures);
      tellState({ phase: "waiting", ...end });
      nap = new AbortController();
      await world.sleep(backOff(world, failures, WAITS), nap.signal);
      failures = nap.signal.aborted ? 0 : failures + 1;
    }
    isRunning = false;
    tellState({ phase: "closed" });
  }

  return {
    line: () => line,
    start: () => {
      if (isRunning) return;
      isRunning = true;
      void run();
    },
    wake: () => {
      nap.abort();
      line?.probe();
    },
    stop: () => {
      nap.abort();
      line?.close();
    },
  };
}

function failuresBefore(end: Outcome, livedMs: number, failures: number): number {
  if ("code" in end && end.code === POLICY) return Math.max(failures, POLICY_FAILURES);
  return livedMs >= HEALTHY_MS ? 0 : failures;
}

interface Visit {
  readonly line: Line;
  /** After the server took the token no longer: gets another, or throws what it said. */
  readonly comeBack: () => Promise<void>;
}

/** Opens one socket and shows who one is: first of all, and whenever there is a newer token. */
async function openVisit(parts: KeeperParts): Promise<Visit> {
  const { tokens, world, url, socket, device, heartbeatMs = HEARTBEAT_MS } = parts;
  let shown = await tokens.current();
  if (shown === undefined) throw problemOf("token-missing", "Nobody is signed in");
  let said = { code: "", detail: "" };
  const show = (token: string) => {
    shown = token;
    line.say(JSON.stringify({ type: "auth", token, device }));
  };
  const showNewer = async () => {
    const token = await tokens.current();
    if (token !== undefined && token !== shown) show(token);
  };
  const first = shown;
  const line: Line = openLine({
    url,
    socket,
    world,
    heartbeatMs,
    opened: () => {
      show(first);
      parts.opened(line);
      parts.tellState({ phase: "open" });
    },
    // A network that is away for a moment is no reason to end: the next beat tries again.
    beat: () => void showNewer().catch(() => undefined),
    hear: (bytes) => {
      if (typeof bytes !== "string") return parts.hearBytes(bytes);
      const frame = readFrame(bytes);
      if (frame?.type === "ping") return line.say(JSON.stringify({ type: "pong" }));
      if (frame?.type === "error" && frame.topic === undefined) said = frame;
      if (frame !== undefined) parts.hear(frame);
    },
  });
  return {
    line,
    comeBack: async () => {
      const isNew = shown !== undefined && (await tokens.renew(shown));
      if (!isNew && SIGNED_OUT.has(said.code)) throw problemOf(said.code, said.detail);
    },
  };
}

type Outcome = { readonly code: number } | { readonly problem: MsafaraProblem };

async function outcomeOf(serving: Promise<number>): Promise<Outcome> {
  try {
    return { code: await serving };
  } catch (cause) {
    if (cause instanceof MsafaraProblem) return { problem: cause };
    return { problem: problemOf("network-failed", "No socket could be opened", cause) };
  }
}

function problemOf(code: string, detail: string, cause?: unknown): MsafaraProblem {
  return new MsafaraProblem(detail, { code, status: 0, requestId: "", retry: false, cause });
}
