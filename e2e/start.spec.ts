import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

let state: string;
let port: number;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "msafara-start-"));
  // Root lends the database to another user, who must be able to walk here.
  await chmod(state, 0o755);
  port = await freePort();
});

afterAll(async () => {
  await stop();
  await rm(state, { recursive: true, force: true });
});

test("a stack keeps its data when everything of it is killed, and ends when told", async () => {
  const first = await start();
  await ask(first.database, "create table kept as select 42 as answer");
  await killStack();

  const second = await start();
  expect(second.adopted).toBe(true);
  expect(await ask(second.database, "select answer from kept")).toBe(42);
  await killStack();
  process.kill(await postmasterOf(second), "SIGKILL");

  const third = await start();
  expect(third.adopted).toBe(false);
  expect(await ask(third.database, "select answer from kept")).toBe(42);

  const fourth = await start();
  expect(await third.ended).toBe(0);
  expect(await ask(fourth.database, "select answer from kept")).toBe(42);
  expect(await stop()).toContain("Msafara has ended");
  expect(await fourth.ended).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow("fetch failed");
});

test("a server that dies is started again by its watcher", async () => {
  const stack = await start();
  const note = JSON.parse(await readFile(join(state, "start.json"), "utf8"));
  process.kill(note.server, "SIGKILL");
  await untilReady();
  const again = JSON.parse(await readFile(join(state, "start.json"), "utf8"));
  expect(again.watcher).toBe(note.watcher);
  expect(again.server).not.toBe(note.server);
  await stop();
  expect(await stack.ended).toBe(0);
});

test("a port that is taken is one sentence that says what to do", async () => {
  const taker = createServer();
  taker.listen(port, "127.0.0.1");
  await once(taker, "listening");
  const child = run("start.ts");
  let said = "";
  child.stderr?.on("data", (chunk) => (said += String(chunk)));
  const [code] = await once(child, "close");
  taker.close();
  expect(code).toBe(1);
  expect(said).toBe(`Port ${port} is taken: end what listens there, or choose another with PORT\n`);
});

interface Stack {
  readonly database: string;
  readonly folder: string;
  readonly adopted: boolean;
  readonly ended: Promise<number>;
}

function run(script: string): ChildProcess {
  return spawn(process.execPath, [`tools/dev/src/${script}`], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      CI: "true",
      MSAFARA_STATE: state,
      PORT: String(port),
    },
  });
}

/** Starts the stack and waits until its door says that it is ready. */
async function start(): Promise<Stack> {
  const child = run("start.ts");
  const ended = once(child, "close").then(([code]) => Number(code));
  let opened: { folder: string; port: number; adopted: boolean } | undefined;
  let said = "";
  if (child.stdout === null) throw new TypeError("A piped stream is there");
  child.stderr?.on("data", (chunk) => (said += String(chunk)));
  createInterface({ input: child.stdout }).on("line", (text) => {
    said += `${text}\n`;
    const line = JSON.parse(text);
    if (line.event === "database.opened") opened = line;
    if (line.event === "single.ready") child.emit("ready");
  });
  await Promise.race([once(child, "ready"), ended, sleep(PATIENCE_MS, undefined, { ref: false })]);
  expect(opened, said).toBeDefined();
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(await answer.text(), said).toContain('"ready"');
  const { folder = "", port: databasePort = 0, adopted = false } = opened ?? {};
  const password = (await readFile(join(folder, "password"), "utf8")).trim();
  const database = `postgres://msafara:${password}@127.0.0.1:${databasePort}/postgres`;
  return { database, folder, adopted, ended };
}

async function untilReady(): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_AGAIN_MS) {
    await sleep(LOOK_AGAIN_MS);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
  }
  expect.fail("The stack did not come back");
}

async function stop(): Promise<string> {
  const child = run("stop.ts");
  let said = "";
  child.stdout?.on("data", (chunk) => (said += String(chunk)));
  await once(child, "close");
  return said;
}

/** Kills watcher and server as a power cut would; the database server survives. */
async function killStack(): Promise<void> {
  const note = JSON.parse(await readFile(join(state, "start.json"), "utf8"));
  for (const pid of [note.watcher, note.server]) process.kill(pid, "SIGKILL");
}

async function postmasterOf({ folder }: Stack): Promise<number> {
  return Number.parseInt(await readFile(join(folder, "data/postmaster.pid"), "utf8"), 10);
}

async function ask(connectionString: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: "array" });
  await client.end();
  return rows[0]?.[0];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
