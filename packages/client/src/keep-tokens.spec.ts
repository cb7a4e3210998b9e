import { expect, onTestFinished, test } from "vitest";
import { keepInMemory } from "./keep-in-memory.ts";
import { openClient } from "./open-client.ts";
import { hastyWorld } from "./specs/hasty-world.ts";
import { type Answered, type Asked, openDoor } from "./specs/open-door.ts";

const SIGN_IN = { phone: "+254712345678", password: "a long way to Kericho" };
const pair = (n: number) => ({
  access_token: `access-token-${n}---`,
  refresh_token: `refresh-token-${n}--`,
  token_type: "Bearer",
  expires_in: 900,
});
const problem = (status: number, code: string): Answered => ({ status, body: { code, status } });

/** A market with its clock in hand, where each token lives as long as the door says. */
async function openDay() {
  const good = { access: pair(1).access_token, refresh: pair(1).refresh_token, pairs: 1 };
  const clock = { aheadMs: 0 };
  const store = keepInMemory();
  const door = await openDoor(answer);
  onTestFinished(door.close);
  let signedOut = 0;

  async function answer({ url, body, headers }: Asked): Promise<Answered> {
    if (url.endsWith("/auth/login")) return { status: 200, body: pair(1) };
    if (url.endsWith("/auth/logout")) return { status: 204 };
    if (url.endsWith("/auth/refresh")) {
      if (!body.includes(good.refresh)) return problem(401, "refresh-token-reused");
      good.pairs += 1;
      const next = pair(good.pairs);
      [good.access, good.refresh] = [next.access_token, next.refresh_token];
      return { status: 200, body: next };
    }
    if (headers.authorization !== `Bearer ${good.access}`) return problem(401, "token-expired");
    return { status: 200, body: { id: "usr_1" } };
  }

  const hasty = hastyWorld(10);
  const world = { ...hasty, now: () => hasty.now() + clock.aheadMs };
  const open = () =>
    openClient({ baseUrl: door.baseUrl, world, store, onSignedOut: () => (signedOut += 1) });
  const client = open();
  await client.login({ body: SIGN_IN });
  const refreshes = () => door.asked.filter(({ url }) => url.endsWith("/auth/refresh")).length;
  return { client, open, good, clock, store, door, refreshes, signedOut: () => signedOut };
}

test("a login is kept and shown with every call", async () => {
  const { client, door } = await openDay();
  await client.me();
  expect(door.asked.at(-1)?.headers.authorization).toBe(`Bearer ${pair(1).access_token}`);
});

test("a token is exchanged shortly before it ends, once for all who ask", async () => {
  const { client, clock, refreshes } = await openDay();
  clock.aheadMs = 850_000;
  await Promise.all(Array.from({ length: 10 }, () => client.me()));
  expect(refreshes()).toBe(1);
});

test("a token that the server takes no longer is exchanged once, and every call goes on", async () => {
  const { client, good, refreshes, signedOut } = await openDay();
  good.access = "ended early by an operator";
  await Promise.all(Array.from({ length: 10 }, () => client.me()));
  expect(refreshes()).toBe(1);
  expect(signedOut()).toBe(0);
});

test("what another tab exchanged is taken up without an exchange", async () => {
  const { client, open, clock, refreshes } = await openDay();
  const other = open();
  clock.aheadMs = 850_000;
  await other.me();
  await client.me();
  expect(refreshes()).toBe(1);
});

test("who is signed out by the server is told once, and nobody is signed in then", async () => {
  const { client, good, signedOut, store, door } = await openDay();
  [good.access, good.refresh] = ["revoked", "revoked"];
  await expect(client.me()).rejects.toMatchObject({ code: "token-expired", status: 401 });
  expect(signedOut()).toBe(1);
  expect(await store.get()).toBeUndefined();
  await expect(client.me()).rejects.toMatchObject({ status: 401 });
  expect(door.asked.at(-1)?.headers.authorization).toBeUndefined();
});

test("who goes out himself is not told so", async () => {
  const { client, store, signedOut } = await openDay();
  await client.logout();
  expect(await store.get()).toBeUndefined();
  expect(signedOut()).toBe(0);
});
