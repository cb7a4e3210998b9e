import { connect, type Socket } from "node:net";
import { openWaits } from "../waits.ts";

const HEAD_END = "\r\n\r\n";

/** Whole requests as they go over the line, and how they are sent. */
export interface LoadOrder {
  readonly port: number;
  /** Each has one request on its way at a time. */
  readonly connections: number;
  readonly lastsMs: number;
  readonly requests: readonly string[];
  /** Begins again when the last was sent; otherwise it ends. */
  readonly again: boolean;
}

/** What came of it. */
export interface LoadReport {
  readonly answers: number;
  readonly tookMs: number;
  readonly p50: number;
  readonly p99: number;
  /** How often each status came. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The first answer. */
  readonly sample: Answered;
}

/**
 * Sends requests over kept connections as fast as answers come. It reads no more of an answer than its
 * status and its length, so that on two cores little is spent on whoever asks.
 */
export async function httpLoad(order: LoadOrder): Promise<LoadReport> {
  const waits = openWaits();
  const statuses: Record<string, number> = {};
  const state: { next: number; sample: Answered } = { next: 0, sample: NOTHING };
  const from = performance.now();

  function take(): string | undefined {
    if (performance.now() - from >= order.lastsMs) return undefined;
    if (!order.again && state.next >= order.requests.length) return undefined;
    return order.requests[state.next++ % order.requests.length];
  }

  function note(answer: Answered, tookMs: number): void {
    waits.add(tookMs);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (state.sample === NOTHING) state.sample = answer;
  }

  const lines = Array.from({ length: order.connections }, () => keepAsking(order, { take, note }));
  await Promise.all(lines);
  const tookMs = performance.now() - from;
  return { answers: waits.count(), tookMs, ...waits.quantiles(), statuses, sample: state.sample };
}

/** An answer as far as it is read. */
export interface Answered {
  readonly status: string;
  readonly head: string;
  readonly body: string;
}

const NOTHING: Answered = { status: "", head: "", body: "" };

interface Desk {
  readonly take: () => string | undefined;
  readonly note: (answer: Answered, tookMs: number) => void;
}

async function keepAsking({ port }: LoadOrder, { take, note }: Desk): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.setEncoding("latin1");
  const read = answersOf(socket);
  for (let request = take(); request !== undefined; request = take()) {
    const began = performance.now();
    socket.write(request, "utf8");
    note(await read(), performance.now() - began);
  }
  socket.destroy();
}

/** One answer after the other; whoever hangs up early fails the run. */
function answersOf(socket: Socket): () => Promise<Answered> {
  let held = "";
  let waiting = Promise.withResolvers<Answered>();
  socket.on("data", (piece) => {
    held += String(piece);
    const answer = wholeIn(held);
    if (answer === undefined) return;
    held = "";
    waiting.resolve(answer);
  });
  socket.on("error", (error) => waiting.reject(error));
  return async () => {
    const answer = await waiting.promise;
    waiting = Promise.withResolvers();
    return answer;
  };
}

function wholeIn(text: string): Answered | undefined {
  const end = text.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const head = text.slice(0, end);
  const [, length = "0"] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
  const body = text.slice(end + HEAD_END.length);
  const status = text.slice(9, 12);
  return body.length >= Number(length) || status === "304" ? { status, head, body } : undefined;
}
