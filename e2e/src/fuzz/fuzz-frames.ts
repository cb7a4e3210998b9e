import { connect, type Socket } from "node:net";
import { array, assert as assertLaw, asyncProperty } from "fast-check";
import { problemSchema } from "@msafara/contracts";
import { openFrameJudge } from "@msafara/contracts/exams";
import { Fault, realWorld } from "@msafara/kernel";
import { until } from "../cluster/until.ts";
import { anyTalk, type Talk } from "./any-talk.ts";
import { type Campaign, troublesOf } from "./fuzz-requests.ts";
import type { Town } from "./open-town.ts";
import { hearFrames } from "./hear-frames.ts";
import { comeInAgain, type People } from "./settle-people.ts";
import { watchWrites } from "./watch-writes.ts";
import { entrance, tokenOf, writeFrame } from "./write-frame.ts";

const AT_ONCE = 8;
/** A talk and a round are of any size up to theirs: 20 frames, in 4 and a half talks. */
const ROUND = 92;
const COME_IN_EVERY = 8;
const TELL_EVERY = 100;
const PATIENCE_MS = 400;
const PATHS = [
  ...Array<string>(20).fill("/ws"),
  "/ws/trucks/",
  "/ws/trips/trp_1",
  "/ws?token=x",
  "/ws/",
  `/ws/${"a".repeat(4_000)}`,
];

/** What came of so many frames. */
export interface FrameFigures {
  readonly frames: number;
  readonly sockets: number;
  readonly ms: number;
  readonly heard: Readonly<Record<string, number>>;
  /** Rounds after which no row may have been there that was not there before. */
  readonly judged: number;
}

/** Says anything to sockets. Whatever they tell is a frame of the document, and all of them end. */
export async function fuzzFrames(
  { town, people }: { readonly town: Town; readonly people: People },
  { frames, seed, tell }: Campaign & { readonly frames: number },
): Promise<FrameFigures> {
  const world = realWorld();
  const watch = await watchWrites(town.look);
  const complainOf = await readFrames(town.url);
  const from = world.ticks();
  const heard: Record<string, number> = {};
  let rounds = 0;
  let said = 0;
  let sockets = 0;

  async function talk(wish: Talk): Promise<string | undefined> {
    said += wish.says.length;
    sockets += 1;
    const told = await haveTalk({ town, people, complainOf }, wish);
    for (const name of told.names) heard[name] = (heard[name] ?? 0) + 1;
    return told.complaint;
  }

  const everyTaleIsListed = asyncProperty(
    array(anyTalk, { minLength: 1, maxLength: AT_ONCE, size: "max" }),
    async (talks) => {
      if (rounds++ % COME_IN_EVERY === 0) {
        await comeInAgain(town, people);
        await watch.look(true);
      }
      const complaints = (await Promise.all(talks.map(talk))).filter((each) => each !== undefined);
      complaints.push(...troublesOf(town), ...(await watch.look(false)));
      if (rounds % TELL_EVERY === 0) tell?.(`${said} frames on ${sockets} sockets`);
      if (complaints.length > 0) throw new Fault(complaints.join("\n"), { retry: false });
    },
  );
  // How long tales are is luck: they go on until as much was said as was asked for.
  const left = () => frames - said;
  for (let more = 0; more === 0 || left() > 0; more++) {
    const numRuns = Math.ceil(left() / ROUND);
    await assertLaw(everyTaleIsListed, { seed: seed + more, numRuns });
  }
  await until("no socket is left", async () => (await town.metric("socket_connections")) === 0, {
    withinMs: 20_000,
  });
  return { frames: said, sockets, ms: world.ticks() - from, heard, judged: watch.judged() };
}

interface Told {
  readonly names: readonly string[];
  readonly complaint?: string;
}

interface Scene {
  readonly town: Town;
  readonly people: People;
  readonly complainOf: Complain;
}

async function haveTalk(
  { town, people, complainOf }: Scene,
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
  const complaint = [...ear.texts().map(complainOf), complainOfRefusal(ear.refusal())].find(
    (each) => each !== undefined,
  );
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

/** Whoever is not let in is told so as at any door; of those who hung up first nothing is known. */
function complainOfRefusal(body: string | undefined): string | undefined {
  if (body === undefined || body === "") return undefined;
  const read = problemSchema.safeParse(JSON.parse(body));
  return read.success ? undefined : `a refusal that is no problem document: ${body.slice(0, 300)}`;
}

type Complain = (text: string) => string | undefined;

/** Whatever a socket tells is in the document that the gateway serves. */
async function readFrames(url: string): Promise<Complain> {
  const frames = openFrameJudge(await (await fetch(`${url}/asyncapi.json`)).json());
  return (text) => {
    try {
      frames.judge(text);
      return undefined;
    } catch (error) {
      return String(error);
    }
  };
}
