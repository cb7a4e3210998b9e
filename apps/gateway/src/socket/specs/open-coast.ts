import { once } from "node:events";
import { createServer } from "node:http";
import { toldFrameSchema } from "@msafara/contracts";
import type { Actor } from "@msafara/domain";
import { Bug, type Id, realWorld } from "@msafara/kernel";
import { type Address, type Bus, encode, liveChannel, type LiveRow } from "@msafara/runtime";
import { Registry } from "prom-client";
import { WebSocket } from "ws";
import { openSockets } from "../open-sockets.ts";
import type { Pass } from "../pass.ts";
import type { SocketLimits } from "../socket-limits.ts";
import type { ToldFrame } from "../told-frame.ts";
import type { Watchable } from "../watchable.ts";

const world = realWorld();
const AUDIENCE = "shipper";
const AT = Date.UTC(2026, 10, 20, 9);
export const SHIPMENT = "shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
export const TOPIC = `shipment/${SHIPMENT}`;
const CHANNEL: Address = `platform/${SHIPMENT}`;

/** The truth, as a database keeps it, and the words that go out after each commit. */
export function openTruth() {
  const rows: LiveRow[] = [];
  const barred = new Set<string>();
  let reads = 0;
  const watchable: Watchable = {
    audienceOf: async (viewer: Actor, topic: string) => {
      await world.sleep(0);
      if (barred.has(viewer.userId)) return undefined;
      if (topic.startsWith("truck/")) return "all";
      return topic === TOPIC ? AUDIENCE : undefined;
    },
    readLive: async ({ topic, audience, after, limit }) => {
      reads += 1;
      const all = rows.filter((row) => row.topic === topic && row.audience === audience);
      await world.sleep(0);
      const events = all.filter(({ seq }) => seq > after).slice(0, limit);
      return { events, head: all.at(-1)?.seq ?? 0 };
    },
  };
  /** Writes the next event down, and gives back what the bus is to carry. */
  function commit(note = ""): Uint8Array {
    const seq = (rows.at(-1)?.seq ?? 0) + 1;
    const row = { topic: CHANNEL, audience: AUDIENCE, seq, name: "bid.submitted", at: AT };
    rows.push({ ...row, body: encode({ note }) });
    return encode({ ...row, data: { note } });
  }
  return {
    watchable,
    commit,
    barred,
    reads: () => reads,
    /** The past that is kept no longer. */
    forget: (count: number) => void rows.splice(0, count),
  };
}

export type Truth = ReturnType<typeof openTruth>;

/** Where the platform tells of the shipment. */
export const SHIPMENT_CHANNEL = liveChannel(CHANNEL, AUDIENCE);

/** Tokens of these specs say who it is: `shipper-amina----` or `driver-juma-----`. */
export function passOf(token: string, expiresAt: number): Pass | undefined {
  const [role, name = ""] = token.split("-");
  if (role !== "shipper" && role !== "driver") return undefined;
  const agentId: Id = role === "driver" ? `drv_${SHIPMENT.slice(4)}` : `shr_${name}`;
  return {
    visitor: {
      principal: `usr_${name}`,
      actor: { userId: `usr_${name}`, role, agentId },
      session: { family: `fam_${name}`, authAt: AT },
    },
    expiresAt,
  };
}

interface GatewayParts {
  readonly bus: Pick<Bus, "live" | "cache">;
  readonly truth: Truth;
  readonly limits?: Partial<SocketLimits>;
}

/** A gateway on loopback that serves nothing but sockets. */
export async function openGateway({ bus, truth, limits = {} }: GatewayParts) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Bug("No port was opened");
  const troubles: unknown[] = [];
  const registry = new Registry();
  const sockets = openSockets({
    server,
    world,
    bus,
    registry,
    log: { warn: (line: unknown) => troubles.push(line), info: () => undefined },
    verify: (token) => passOf(token, world.now() + 900_000),
    watchable: truth.watchable,
    limits: {
      tickMs: 20,
      sweepMs: 50,
      framesASecond: 100_000,
      mistakesAMinute: 100_000,
      ...limits,
    },
  });
  return {
    sockets,
    registry,
    troubles,
    url: `ws://127.0.0.1:${address.port}/ws`,
    close: async () => {
      await sockets.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A client of `ws` that keeps what it was told, each frame read by the contract. */
export async function openClient(url: string, token?: string) {
  const socket = new WebSocket(url, { headers: { "accept-language": "sw" } });
  const told: ToldFrame[] = [];
  const acks: Uint8Array[] = [];
  socket.on("message", (raw: Buffer, isBinary) => {
    if (isBinary) return void acks.push(raw);
    const frame = JSON.parse(raw.toString("utf8"));
    toldFrameSchema.parse(frame);
    told.push(frame);
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await once(socket, "open");
  const say = (frame: object) => socket.send(JSON.stringify(frame));
  if (token !== undefined) say({ type: "auth", token, device: "tecno.1" });
  return {
    socket,
    told,
    acks,
    closed,
    say,
    seqs: () => told.flatMap((frame) => (frame.type === "event" ? [frame.seq] : [])),
    codes: () => told.flatMap((frame) => (frame.type === "error" ? [frame.code] : [])),
    heads: () => told.flatMap((frame) => (frame.type === "subscribed" ? [frame.seq] : [])),
    end: async () => {
      socket.terminate();
      await closed;
    },
  };
}
