import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { Fault, realWorld } from "@msafara/kernel";
import { WebSocket } from "ws";
import { until } from "../cluster/until.ts";
import type { Town } from "./open-town.ts";
import { call, makeAdmins, type People, teaFrom } from "./settle-people.ts";

const HOUR_MS = 3_600_000;
const DRIBBLE_MS = 500;
/** Headers are waited for 10 s, and looked at each second. */
const HEADERS_MS_MAX = 13_000;
const ANSWER_MS_MAX = 5_000;
const SOCKETS_A_PERSON = 20;

/** How many clients of which kind there are. */
export interface SlowWish {
  readonly idle: number;
  readonly followers: number;
  readonly dribblers?: number;
}

/** How a gateway fares among clients that take their time. */
export interface SlowFigures {
  readonly dribblersCutMs: number;
  readonly idle: number;
  readonly slowestBesideMs: number;
  readonly followers: number;
  readonly fanOutMs: { readonly first: number; readonly p50: number; readonly last: number };
}

/** Clients that dribble, do not read, or hold connections and say nothing; the others are served. */
export async function sufferSlowClients(
  { town, people }: { readonly town: Town; readonly people: People },
  { idle, followers, dribblers = 20 }: SlowWish,
): Promise<SlowFigures> {
  const idlers = await openMany(town.port, idle);
  const deaf = await askWithoutReading(town, people);
  const dribbling = dribble(town.port, dribblers);
  const slowestBesideMs = await timeOthers({ town, people });
  const dribblersCutMs = await dribbling;
  for (const socket of [...idlers, ...deaf]) socket.destroy();
  const fanOutMs = await fanOut({ town, people }, followers);
  return { dribblersCutMs, idle, slowestBesideMs, followers, fanOutMs };
}

async function openMany(port: number, count: number): Promise<readonly Socket[]> {
  return await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      await once(socket, "connect");
      return socket;
    }),
  );
}

/** Whoever asks for much and reads nothing. */
async function askWithoutReading({ port }: Town, { ada }: People): Promise<readonly Socket[]> {
  const sockets = await openMany(port, 10);
  const line = `GET /openapi.json HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ada.token}\r\n\r\n`;
  for (const socket of sockets) {
    socket.pause();
    socket.write(line.repeat(20));
  }
  return sockets;
}

/** Says one letter of a header at a time; answers when the last of them was cut off. */
export async function dribble(port: number, count: number): Promise<number> {
  const world = realWorld();
  const from = world.ticks();
  const sockets = await openMany(port, count);
  for (const socket of sockets) {
    socket.resume();
    socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ");
  }
  while (sockets.some((socket) => !socket.closed)) {
    if (world.ticks() - from > HEADERS_MS_MAX) {
      throw new Fault("Whoever dribbles is let dribble", { retry: false });
    }
    for (const socket of sockets) if (!socket.destroyed) socket.write("a");
    await world.sleep(DRIBBLE_MS);
  }
  return world.ticks() - from;
}

/** How long those wait who behave. */
async function timeOthers({ town, people }: { town: Town; people: People }): Promise<number> {
  const world = realWorld();
  let slowest = 0;
  for (let i = 0; i < 50; i++) {
    const from = world.ticks();
    await call(town, { by: people.amina, path: "GET /shipments" });
    slowest = Math.max(slowest, world.ticks() - from);
  }
  if (slowest > ANSWER_MS_MAX) {
    throw new Fault(`Others waited ${slowest} ms for slow clients`, { retry: false });
  }
  return slowest;
}

/** Many follow one shipment; one thing happens to it, and how late each hears of it is measured. */
async function fanOut(
  { town, people }: { readonly town: Town; readonly people: People },
  followers: number,
): Promise<SlowFigures["fanOutMs"]> {
  const world = realWorld();
  const shipment = await call(town, {
    by: people.amina,
    path: "POST /shipments",
    body: teaFrom(HOUR_MS),
  });
  const topic = `shipment/${shipment.id}`;
  const heardAt: number[] = [];
  // Operators may follow anything; each may have so many sockets.
  const tokens = await makeAdmins(town, Math.ceil(followers / SOCKETS_A_PERSON));
  const sockets = await Promise.all(
    Array.from({ length: followers }, async (_, i) => {
      const token = tokens[Math.floor(i / SOCKETS_A_PERSON)] ?? "";
      return await follow(town, { token, topic, heard: () => heardAt.push(world.ticks()) });
    }),
  );
  heardAt.length = 0;
  const from = world.ticks();
  const body = { reason: "The mill has no power today." };
  await call(town, { by: people.amina, path: `POST /shipments/${shipment.id}/cancel`, body });
  await until("everybody has heard", () => heardAt.length >= followers, { withinMs: 30_000 });
  for (const socket of sockets) socket.terminate();
  const late = heardAt.slice(0, followers).map((at) => Math.round(at - from));
  return { first: late[0] ?? 0, p50: late[followers >> 1] ?? 0, last: late[followers - 1] ?? 0 };
}

async function follow(
  { port }: Town,
  wish: { readonly token: string; readonly topic: string; readonly heard: () => void },
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ["msafara", `bearer.${wish.token}`]);
  const followed = Promise.withResolvers<void>();
  socket.on("error", followed.reject);
  socket.on("close", (code) => followed.reject(new Fault(`Closed with ${code}`, { retry: false })));
  socket.on("message", (text: Buffer) => {
    const frame: { type: string } = JSON.parse(text.toString());
    if (frame.type === "subscribed") followed.resolve();
    if (frame.type === "error") followed.reject(new Fault(text.toString(), { retry: false }));
    if (frame.type === "event") wish.heard();
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "subscribe", topic: wish.topic }));
  await followed.promise;
  return socket;
}
