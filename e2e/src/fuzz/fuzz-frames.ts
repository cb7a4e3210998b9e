import { connect, type Socket } from "node:net";
import { array, assert as assertLaw, asyncProperty } from "fast-check";
import { toldFrameSchema } from "@msafara/contracts";
import { Fault, realWorld } from "@msafara/kernel";
import { until } from "../cluster/until.ts";
import { anyTalk, type Talk } from "./any-talk.ts";
import { troublesOf } from "./fuzz-requests.ts";
import type { Town } from "./open-town.ts";
import { hearFrames } from "./hear-frames.ts";
import { comeInAgain, type People } from "./settle-people.ts";
import { entrance, tokenOf, writeFrame } from "./write-frame.ts";

const AT_ONCE = 8;
/** A talk and a round are of any size up to theirs: 20 frames, in 4 and a half talks. */
const ROUND = 92;
const COME_IN_EVERY = 8;
const PATIENCE_MS = 400;
const PATHS = [
  ...Array<string>(20).fill("/ws"),
  "/ws/trucks/",
  "/ws/trips/trp_1",
  "/ws?token=x",
  "/ws/",
];

/** What came of so many frames. */
export interface FrameFigures {
  readonly frames: number;
  readonly sockets: number;
  readonly ms: number;
  readonly heard: Readonly<Record<string, number>>;
}

/** Says anything to sockets. Whatever they tell is a frame of the document, and all of them end. */
export async function fuzzFrames(
  { town, people }: { readonly town: Town; readonly people: People },
  { frames, seed }: { readonly frames: number; readonly seed: number },
): Promise<FrameFigures> {
  const world = realWorld();
  const from = world.ticks();
  const heard: Record<string, number> = {};
  let rounds = 0;
  let said = 0;
  let sockets = 0;

  async function talk(wish: Talk): Promise<string | undefined> {
    said += wish.says.length;
    sockets += 1;
    const told = await haveTalk({ town, people }, wish);
    for (const name of told.names) heard[name] = (heard[name] ?? 0) + 1;
    return told.complaint;
  }

  const everyTaleIsListed = asyncProperty(
    array(anyTalk, { minLength: 1, maxLength: AT_ONCE, size: "max" }),
    async (talks) => {
      if (rounds++ % COME_IN_EVERY === 0) await comeInAgain(town, people);
      const complaints = (await Promise.all(talks.map(talk))).filter((each) => each !== undefined);
      complaints.push(...troublesOf(town));
      if (complaints.length > 0) throw new Fault(complaints.join("\n"), { retry: false });
    },
  );
  await assertLaw(everyTaleIsListed, { seed, numRuns: Math.ceil(frames / ROUND) });
  await until("no socket is left", async () => (await town.metric("socket_connections")) === 0, {
    withinMs: 20_000,
  });
  return { frames: said, sockets, ms: world.ticks() - from, heard };
}

interface Told {
  readonly names: readonly string[];
  readonly complaint?: string;
}

async function haveTalk(
  { town, people }: { readonly town: Town; readonly people: People },
  { enters, who, path, says, ends }: Talk,
): Promise<Told> {
  const socket = connect({ port: town.port, host: "127.0.0.1", noDelay: true });
  const ear = hearFrames(socket);
  const token = tokenOf(people, enters === "wrongly" ? 5 + (who % 5) : who % 5);
  socket.write(
    upgradeOf(PATHS[path % PATHS.length] ?? "/ws", enters === "protocol" ? token : undefined),
  );
  if (enters === "frame" || enters === "wrongly") socket.write(entrance(token, "fuzz-1"));
  for (const say of says) {
    if (socket.destroyed) break;
    socket.write(writeFrame(people, say));
  }
  await ear.untilQuiet(PATIENCE_MS);
  end(socket, ends);
  const complaint = ear
    .texts()
    .map(complainOf)
    .find((each) => each !== undefined);
  return { names: ear.names(), ...(complaint !== undefined && { complaint }) };
}

function upgradeOf(path: string, token: string | undefined): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    "host: msafara.example",
    "connection: upgrade",
    "upgrade: websocket",
    "sec-websocket-version: 13",
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
    ...(token === undefined ? [] : [`sec-websocket-protocol: msafara, bearer.${token}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function end(socket: Socket, ends: Talk["ends"]): void {
  if (ends === "reset") socket.resetAndDestroy();
  else if (ends === "close") socket.end();
  socket.destroy();
}

function complainOf(text: string): string | undefined {
  const read = toldFrameSchema.safeParse(JSON.parse(text));
  return read.success ? undefined : `a frame that is not listed: ${text}`;
}
