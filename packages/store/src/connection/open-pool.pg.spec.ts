import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import { openTestDatabase } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "./open-pool.ts";

const LIMITS = { max: 2, connectMs: 500, statementMs: 500, lockMs: 500 };

let database: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test("a server that went silent is not waited for, and asked again when it speaks", async () => {
  const world = realWorld();
  const wire = await openWire(database.url);
  const pool = openPool({ connectionString: wire.url, ...LIMITS });
  await pool.query("SELECT 1");
  wire.hush(true);
  const from = world.ticks();
  await expect(pool.query("SELECT 1")).rejects.toThrow(/terminated|timeout/);
  await expect(pool.query("SELECT 1")).rejects.toThrow(/terminated|timeout/);
  expect(world.ticks() - from).toBeLessThan(5_000);
  wire.hush(false);
  const { rows } = await pool.query("SELECT 7 AS days");
  expect(rows).toEqual([{ days: 7 }]);
  await pool.end();
  await wire.close();
});

/** A wire to a server, over which nothing comes back while it is hushed: a machine that hangs. */
async function openWire(to: string) {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  let isHushed = false;
  const listener = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) sockets.add(socket.on("error", () => undefined));
    client.on("data", (chunk) => server.write(chunk));
    server.on("data", (chunk) => isHushed || client.write(chunk));
    client.on("close", () => server.destroy());
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  const url = new URL(to);
  url.port = String(typeof address === "object" && address !== null ? address.port : 0);
  return {
    url: url.href,
    hush: (it: boolean) => void (isHushed = it),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
