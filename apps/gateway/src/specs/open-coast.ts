import { once } from "node:events";
import { createServer } from "node:http";
import { Bug, type Id, realWorld } from "@msafara/kernel";
import { type Bus, liveChannel } from "@msafara/runtime";
import { Registry } from "prom-client";
import { WebSocket } from "ws";
import { keepRevocations } from "../keys/keep-revocations.ts";
import { judgeFrame } from "./judged.ts";
import { openSockets } from "../socket/open-sockets.ts";
import type { Pass } from "../socket/pass.ts";
import type { SocketLimits } from "../socket/socket-limits.ts";
import type { ToldFrame } from "../socket/told-frame.ts";
import { SHIPMENT, type Truth } from "../socket/specs/open-truth.ts";

const world = realWorld();
const AT = Date.UTC(2026, 10, 20, 9);

/** Where the platform tells of the shipment. */
export const SHIPMENT_CHANNEL = liveChannel(`platform/${SHIPMENT}`, "shipper");

/** Tokens of these specs say who it is: `shipper-amina----` or `driver-juma-----`. */
function passOf(token: string, expiresAt: number): Pass | undefined {
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
  const revocations = await keepRevocations({
    identity: { listRevoked: async () => [] },
    live: bus.live,
    world,
    trouble: (error) => troubles.push(error),
  });
  const sockets = openSockets({
    server,
    world,
    bus,
    registry,
    log: { warn: (line: unknown) => troubles.push(line), info: () => undefined },
    verify: (token) => passOf(token, world.now() + 900_000),
    watchable: truth.watchable,
    revocations,
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
    revocations,
    registry,
    troubles,
    url: `ws://127.0.0.1:${address.port}/ws`,
    close: async () => {
      await sockets.close();
      await revocations.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A client of `ws` that keeps what it was told, each frame held against the documents. */
export async function openClient(url: string, token?: string) {
  const socket = new WebSocket(url, { headers: { "accept-language": "sw" } });
  const told: ToldFrame[] = [];
  const acks: Uint8Array[] = [];
  socket.on("message", (raw: Buffer, isBinary) => {
    const frame = judgeFrame(isBinary ? raw : raw.toString("utf8"));
    if (isBinary) return void acks.push(raw);
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
