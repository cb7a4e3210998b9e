import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ears, openEars } from "./src/wire/open-ears.ts";

const ROOT = join(import.meta.dirname, "..");
const START_MS_MAX = 90_000;
const BOOKING_MS_MAX = 60_000;
const LOOK_AGAIN_MS = 500;

interface LogIn {
  readonly role: string;
  readonly phone: string;
  readonly password: string;
}

let [state, base]: string[] = [];
let market: ChildProcess;
let ears: Ears;
const wrongs: string[] = [];
const env = () => ({ ...process.env, MSAFARA_STATE: state, PORT: new URL(base!).port, CI: "1" });

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "msafara-demo-"));
  base = `http://127.0.0.1:${await freePort()}`;
  market = spawn(process.execPath, ["tools/dev/src/start.ts", "--speed", "600"], {
    cwd: ROOT,
    env: env(),
    stdio: ["ignore", "ignore", "inherit"],
  });
});

afterAll(async () => {
  const stop = spawn(process.execPath, ["tools/dev/src/stop.ts"], { cwd: ROOT, env: env() });
  await once(stop, "close");
  await rm(state!, { recursive: true, force: true });
});

test("a market that was just started has a booking within a minute, and its log-ins let one see it", async () => {
  await until(async () => (await fetch(`${base}/readyz`)).ok, START_MS_MAX);
  ears = await openEars(base!, (sentence) => wrongs.push(sentence));
  await until(async () => await hasBooking(), BOOKING_MS_MAX);
  const file = join(state!, "demo", "log-ins.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await (await ears.fetch(`${base}/`)).text()).toContain("The market now");
  expect(wrongs).toEqual([]);
});

test("it ends with its people when it is told to", async () => {
  const ended = once(market, "exit");
  market.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

/** Looks through the eyes of whoever has come in so far. */
async function hasBooking(): Promise<boolean> {
  const kept = await readFile(join(state!, "demo", "log-ins.json"), "utf8").catch(() => "[]");
  const logIns: readonly LogIn[] = JSON.parse(kept);
  const shipper = logIns.find(({ role }) => role === "shipper");
  if (shipper === undefined) return false;
  token ??= await signIn(shipper);
  const answer = await ears.fetch(`${base}/api/v1/shipments`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { items = [] } = (await answer.json()) as { readonly items?: readonly object[] };
  return items.some((it) => "booking" in it);
}

let token: string | undefined;

async function signIn({ phone, password }: LogIn): Promise<string | undefined> {
  const answer = await ears.fetch(`${base}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ phone, password }),
  });
  const pair = (await answer.json()) as { readonly access_token?: string };
  return pair.access_token;
}

async function until(isSo: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const by = performance.now() + patienceMs;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > by) expect.fail(`It was not so within ${patienceMs} ms`);
    await sleep(LOOK_AGAIN_MS);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
