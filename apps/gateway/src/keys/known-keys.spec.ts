import { openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import type { Ended } from "./keep-revocations.ts";
import { openKnownKeys } from "./known-keys.ts";

const KEY = `msf_live_${"a".repeat(43)}`;

const GRACE = {
  id: "usr_grace",
  role: "admin",
  agent: null,
  phone: "+254712345678",
  name: "Grace",
  locale: "en",
  phoneVerifiedAt: 0,
  suspendedAt: null,
  createdAt: 0,
  hasSecondFactor: true,
} as const;

/** No instant yet; a spec may set one. */
const never = (): number | null => null;

/** One key that Grace, an admin, made for the desk; each test spoils one thing. */
function openDesk() {
  const world = openStillWorld();
  const state = { isRevoked: false, isMakerGone: false, suspendedAt: never(), asked: 0, noted: 0 };
  const troubles: unknown[] = [];
  const identity = {
    findApiKey: async () => {
      state.asked += 1;
      return state.isRevoked
        ? undefined
        : ({
            id: "key_1",
            name: "desk",
            scopes: ["desk", "moon"],
            createdBy: "usr_grace",
          } as const);
    },
    findUser: async () =>
      state.isMakerGone ? undefined : { ...GRACE, suspendedAt: state.suspendedAt },
    noteKeyUse: async () => {
      state.noted += 1;
      if (state.noted > 1) throw new TypeError("away");
    },
  };
  const ears: ((ended: Ended) => void)[] = [];
  const find = openKnownKeys(identity, {
    world,
    revocations: { hear: (heard) => void ears.push(heard) },
    trouble: (error) => troubles.push(error),
  });
  const tell = (ended: Ended) => {
    for (const heard of ears) heard(ended);
  };
  return { world, state, troubles, find, tell };
}

test("a key acts in the name of who made it, for what it is for and what we know of that", async () => {
  const { find } = openDesk();
  expect(await find(KEY)).toEqual({
    id: "key_1",
    actor: { userId: "usr_grace", role: "admin", scopes: ["desk"] },
  });
});

test("a busy key is looked up every five seconds, so that a revoked one opens no longer", async () => {
  const { world, state, find } = openDesk();
  for (let at = 0; at < 10; at++) await find(KEY);
  expect(state.asked).toBe(1);
  state.isRevoked = true;
  await world.move(4_999);
  expect(await find(KEY)).toBeDefined();
  await world.move(1);
  expect(await find(KEY)).toBeUndefined();
});

test("that it was used is noted once a minute, and nobody waits for it or fails by it", async () => {
  const { world, state, troubles, find } = openDesk();
  for (let at = 0; at < 12; at++) {
    await find(KEY);
    await world.move(5_000);
  }
  expect(state.noted).toBe(1);
  expect(await find(KEY)).toBeDefined();
  await world.move(0);
  expect([state.noted, troubles.length]).toEqual([2, 1]);
});

test.for([{ isMakerGone: true }, { suspendedAt: 1 }])(
  "a key opens nothing when its maker is gone or suspended: %j",
  async (spoil) => {
    const { state, find } = openDesk();
    Object.assign(state, spoil);
    expect(await find(KEY)).toBeUndefined();
  },
);

test.for(["key_1", "usr_grace"] as const)(
  "is asked for anew as soon as %s is ended",
  async (ended) => {
    const { find, state, tell } = openDesk();
    expect(await find(KEY)).toBeDefined();
    state.isRevoked = true;
    tell("key_2");
    expect(await find(KEY)).toBeDefined();
    tell(ended);
    expect(await find(KEY)).toBeUndefined();
  },
);
