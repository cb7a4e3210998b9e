import { once } from "node:events";
import { createServer } from "node:http";
import { askedFrameSchema, CLOSE_CODES } from "@msafara/contracts";
import { type WebSocket, WebSocketServer } from "ws";

/** What may befall a frame on its way to a follower. */
export type Fate =
  | "told"
  | "doubled"
  | "lost"
  | "early"
  | "broken"
  | "cut"
  | "slow"
  | "silent"
  | "away";

const AT = "2026-11-20T09:00:00.000Z";

const ENDS: Readonly<Record<string, number | undefined>> = {
  slow: CLOSE_CODES.tooSlow,
  silent: CLOSE_CODES.silent,
  away: 1001,
  cut: undefined,
};

interface Visitor {
  readonly socket: WebSocket;
  readonly tokens: string[];
  readonly topics: Map<string, number>;
}

/** A market on loopback that keeps the rules of the wire, and has everything else go wrong on demand. */
export async function openNastyMarket() {
  const server = createServer((_, response) => response.writeHead(404).end());
  const wss = new WebSocketServer({ server, path: "/ws" });
  const visitors = new Set<Visitor>();
  const asked: Record<string, unknown>[] = [];
  const heads = new Map<string, number>();
  const fates: Fate[] = [];
  const refusals = new Map<string, string>();
  const dead = new Set<string>();
  const bytes: Uint8Array[] = [];
  let opened = 0;

  wss.on("connection", (socket: WebSocket) => {
    opened += 1;
    const visitor: Visitor = { socket, tokens: [], topics: new Map() };
    visitors.add(visitor);
    socket.on("close", () => visitors.delete(visitor));
    socket.on("message", (raw: Buffer, isBinary) => {
      if (isBinary) return void bytes.push(new Uint8Array(raw));
      const frame = JSON.parse(raw.toString("utf8"));
      askedFrameSchema.parse(frame);
      asked.push(frame);
      answer(visitor, frame);
    });
  });

  function answer(visitor: Visitor, frame: Record<string, unknown>): void {
    const topic = String(frame["topic"]);
    switch (frame["type"]) {
      case "ping":
        return say(visitor.socket, { type: "pong" });
      case "auth":
        return lookAt(visitor, String(frame["token"]));
      case "unsubscribe":
        return void visitor.topics.delete(topic);
      case "subscribe":
        return subscribe(visitor, topic, frame["after"]);
      default:
    }
  }

  function lookAt({ socket, tokens }: Visitor, token: string): void {
    tokens.push(token);
    if (!dead.has(token)) return;
    say(socket, { type: "error", code: "token-expired", detail: "It has ended." });
    socket.close(CLOSE_CODES.signedOut);
  }

  function subscribe(visitor: Visitor, topic: string, from: unknown): void {
    const { socket, tokens, topics } = visitor;
    const code = tokens.length === 0 ? "token-missing" : refusals.get(topic);
    if (code !== undefined) {
      refusals.delete(topic);
      return say(socket, { type: "error", code, detail: code, topic });
    }
    const head = heads.get(topic) ?? 0;
    const after = typeof from === "number" ? from : head;
    topics.set(topic, after);
    say(socket, { type: "subscribed", topic, seq: head, moon: "full" });
    for (let seq = after + 1; seq <= head; seq++) if (!pass(visitor, topic, seq)) return;
  }

  /** False when the visitor will hear no more. */
  function pass({ socket, topics }: Visitor, topic: string, seq: number): boolean {
    const fate = fates.shift() ?? "told";
    const event = { type: "event", topic, seq, name: "bid.withdrawn", at: AT, data: { seq }, x: 1 };
    if (fate === "early" && seq < (heads.get(topic) ?? 0)) say(socket, { ...event, seq: seq + 1 });
    if (fate === "broken") socket.send('{"type":"event","seq":');
    if (fate !== "lost" && fate !== "broken") say(socket, event);
    if (fate === "doubled") say(socket, event);
    if (!Object.hasOwn(ENDS, fate)) return true;
    end(socket, ENDS[fate]);
    topics.clear();
    return false;
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    asked,
    bytes,
    fates,
    refusals,
    dead,
    visitors,
    opened: () => opened,
    /** The next number of a topic, told to whoever follows. */
    tell: (topic: string) => {
      const seq = (heads.get(topic) ?? 0) + 1;
      heads.set(topic, seq);
      for (const visitor of visitors) if (visitor.topics.has(topic)) pass(visitor, topic, seq);
    },
    sayAll: (frame: object) => {
      for (const { socket } of visitors) say(socket, frame);
    },
    sayBytes: (frame: Uint8Array) => {
      for (const { socket } of visitors) socket.send(frame);
    },
    cutAll: (code?: number) => {
      for (const { socket } of visitors) end(socket, code);
    },
    close: async () => {
      for (const { socket } of visitors) socket.terminate();
      wss.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function say(socket: WebSocket, frame: object): void {
  socket.send(JSON.stringify(frame));
}

/** Without a code as a network ends, which says nothing. */
function end(socket: WebSocket, code: number | undefined): void {
  if (code === undefined) socket.terminate();
  else socket.close(code);
}
