import { openClient } from "@msafara/client";
import { Fault, realWorld } from "@msafara/kernel";
import { drawCast } from "./cast/draw-cast.ts";
import type { Account } from "./cast/person.ts";
import { type Config, readConfig } from "./config.ts";
import type { Door } from "./door/come-in.ts";
import { keepLogIns, type LogIns } from "./door/keep-log-ins.ts";
import { openPhones } from "./door/phones.ts";
import { openTurnstile } from "./door/open-turnstile.ts";
import { playDemo } from "./play-demo.ts";
import { openRoads } from "./roads/open-roads.ts";
import { readMap } from "./roads/read-map.ts";
import { seededLuck } from "./seeded-luck.ts";
import type { Note, Stage } from "./stage.ts";
import { openYard } from "./yard.ts";

/** Twenty a minute may try at one door from one address; a person at this machine is one of them. */
const AT_ONCE = 6;
const APART_MS = 5_000;
const PASSWORD_LENGTH = 12;

const world = realWorld();

function say(line: Note): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const ended = untilTold();
  const phones = openPhones(world);
  const logIns = await keepLogIns(config.stateFolder, drawPassword);
  const stage = await openStage(config, ended);
  const { hubs } = stage.roads;
  const cast = drawCast(() => stage.world.dice("cast"), hubs);
  const welcome = async (account: Account) => {
    await logIns.add(account);
    tellLogIn(account, logIns);
  };
  onMessage({ printed: phones.hear, made: () => welcome(cast.support) });
  if (logIns.has(cast.support.phone)) tellLogIn(cast.support, logIns);
  else process.send?.({ wanted: { ...cast.support, password: logIns.password } });
  const door: Door = {
    world,
    phones,
    turnstile: openTurnstile(world, { atOnce: AT_ONCE, apartMs: APART_MS }),
    password: logIns.password,
    // An install of its own for everybody, whose fixes are counted from one.
    open: (token) => openClient({ baseUrl: config.url, world, token, device: world.mint("dev") }),
  };
  await playDemo({ stage, cast, door, welcome });
}

async function openStage({ seed, speed }: Config, ended: AbortSignal): Promise<Stage> {
  const dice = seededLuck(seed);
  const roads = openRoads(await readMap(seed));
  return { world: { ...world, dice }, roads, yard: openYard(world), speed, ended, note: say };
}

/** What whoever runs us tells: messages that the stand-in printed, and that support has an account. */
function onMessage(hear: {
  readonly printed: (line: string) => void;
  readonly made: () => Promise<void>;
}): void {
  process.on("message", (told: unknown) => {
    if (typeof told !== "object" || told === null) return;
    if ("printed" in told) hear.printed(String(told.printed));
    if ("made" in told) void hear.made();
  });
}

const told = new Set<Account["role"]>();

/** One of each kind is told, so that whoever looks on may look through their eyes; never by the log. */
function tellLogIn({ role, name, phone }: Account, { password }: LogIns): void {
  if (told.has(role)) return;
  told.add(role);
  process.send?.({ logIn: { role, name, phone, password } });
}

/** Ends with a signal, or with whoever started us. */
function untilTold(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "disconnect"])
    process.once(signal, () => ending.abort());
  return ending.signal;
}

/** The end of an id is luck that nobody foretells. */
function drawPassword(): string {
  return world.mint("pwd").slice(-PASSWORD_LENGTH);
}

try {
  await main();
  process.exit();
} catch (error) {
  const sentence = error instanceof Fault ? error.message : String(error);
  say({ event: "demo.failed", sentence });
  process.exitCode = 1;
  process.disconnect?.();
}
