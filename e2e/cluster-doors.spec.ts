import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openTestDatabase, openTestRedisServer } from "@msafara/dev";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

const [gatewayPort, agentsPort] = await Promise.all([freePort(), freePort()]);
const programs: ChildProcess[] = [];
const [database, redis] = await Promise.all([openTestDatabase(), openTestRedisServer()]);

beforeAll(() => {
  programs.push(run("gateway", gatewayPort), run("agents", agentsPort));
});

afterAll(async () => {
  for (const program of programs) program.kill("SIGKILL");
  await Promise.all([database.close(), redis.close()]);
});

test("a gateway and a host of agents are a cluster, lose Redis and find it again", async () => {
  await untilBus("ok");
  const page = await (await fetch(`http://127.0.0.1:${gatewayPort}/`)).text();
  expect(page).toContain("Redis");
  expect(page).toContain("1024\u00A0/\u00A01024");
  const metrics = await (await fetch(`http://127.0.0.1:${agentsPort}/metrics`)).text();
  expect(metrics).toContain("agent_partitions_owned 1024");

  await redis.kill();
  await untilBus("away");
  await redis.restart();
  await untilBus("ok");
});

test("each ends in good order when it is told to", async () => {
  const ended = programs.map(async (program) => await once(program, "exit"));
  for (const program of programs) program.kill("SIGTERM");
  expect(await Promise.all(ended)).toEqual([
    [0, null],
    [0, null],
  ]);
});

function run(app: string, port: number): ChildProcess {
  return spawn(process.execPath, [`apps/${app}/src/main.ts`], {
    cwd: ROOT,
    stdio: "ignore",
    env: {
      SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      HOST: "127.0.0.1",
      PORT: String(port),
      NODE_NAME: app,
    },
  });
}

/** Waits until the gateway is ready and says this of its bus. */
async function untilBus(state: "ok" | "away"): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_AGAIN_MS) {
    const answer = await fetch(`http://127.0.0.1:${gatewayPort}/readyz`).catch(() => undefined);
    if (answer?.status === 200 && (await answer.text()).includes(`"bus":"${state}"`)) return;
    await sleep(LOOK_AGAIN_MS);
  }
  expect.fail(`The gateway was not ready with its bus "${state}"`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
