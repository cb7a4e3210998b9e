import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { Fault, type World } from "@msafara/kernel";
import { freePort } from "./free-port.ts";
import { findRedisProgram, type RedisProgram } from "./redis-program.ts";

const START_MS = 30_000;
const LOOK_AGAIN_MS = 10;

/** A Redis of our own, which ends when we exit; only a SIGKILL of ours leaves it behind. */
export interface PrivateRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: () => number | undefined;
  /** SIGKILL, as a machine that loses power; nothing is written first. */
  readonly kill: () => Promise<void>;
  /** Comes back on the same port, empty unless it persists. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface PrivateRedisOptions {
  readonly world: World;
  /** A folder for its files, made when it is missing and removed on close. */
  readonly folder: string;
  readonly persist?: boolean;
  readonly program?: RedisProgram;
  readonly log?: (line: string) => void;
}

/** Starts a Redis on a free loopback port, in a folder of its own. */
export async function openRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  const program = options.program ?? (await findRedisProgram(options.log));
  await mkdir(options.folder, { recursive: true });
  const port = await freePort();
  const launch = () => start({ ...options, program, port });
  let child = await launch();
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const end = async () => {
    if (program.kind === "docker") await dockerKill(port);
    else child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => child.pid,
    kill: end,
    restart: async () => {
      child = await launch();
    },
    close: async () => {
      process.off("exit", endWithUs);
      await end();
      await rm(options.folder, { recursive: true, force: true });
    },
  };
}

type Launch = PrivateRedisOptions & { readonly program: RedisProgram; readonly port: number };

async function start({ world, program, port, folder, persist }: Launch): Promise<ChildProcess> {
  const child = spawnRedis({ world, program, port, folder, ...(persist && { persist }) });
  let said = "";
  child.stdout?.on("data", (chunk) => (said += String(chunk)));
  child.stderr?.on("data", (chunk) => (said += String(chunk)));
  child.on("error", (error) => (said += error.message));
  for (const from = world.ticks(); ; await world.sleep(LOOK_AGAIN_MS)) {
    if (await pongs(port)) return child;
    const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || world.ticks() - from > START_MS) {
      child.kill("SIGKILL");
      const tail = said.trim().split("\n").at(-1);
      throw new Fault(`Redis does not start: ${tail}`, { retry: true });
    }
  }
}

function spawnRedis({ program, port, folder, persist }: Launch): ChildProcess {
  const settings = ["--save", "", "--appendonly", persist === true ? "yes" : "no"];
  settings.push("--databases", "1024", "--loglevel", "warning");
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  if (program.kind === "docker") {
    // Nobody here could try this branch: the machines it was written on had no engine.
    const published = ["-p", `127.0.0.1:${port}:6379`, "redis:8.2-alpine", "redis-server"];
    return spawn("docker", ["run", "--rm", "--name", nameOf(port), ...published, ...settings], {
      stdio,
    });
  }
  const place = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  place.push("--pidfile", `${folder}/redis.pid`);
  return spawn(program.command, [...place, ...settings], { stdio, env: { ...program.env } });
}

function nameOf(port: number): string {
  return `msafara-redis-${port}`;
}

function dockerKill(port: number): Promise<void> {
  return new Promise((resolve) => {
    execFile("docker", ["kill", nameOf(port)], () => resolve());
  });
}

/** An inline PING: no client library, no reconnecting. */
function pongs(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const answer = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.setTimeout(1_000, () => answer(false));
    socket.once("error", () => answer(false));
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.once("data", (chunk) => answer(String(chunk).startsWith("+PONG")));
  });
}
