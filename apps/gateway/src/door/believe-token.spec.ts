import { isRefusal, refuse } from "@msafara/kernel";
import { strongLuck } from "@msafara/store";
import { describe, expect, test } from "vitest";
import { signAccessToken } from "../identity/access-token.ts";
import { keyRing } from "../identity/key-ring.ts";
import { makeSigningKey } from "../identity/signing-key.ts";
import { believeToken } from "./believe-token.ts";

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const MASTER = Buffer.alloc(32, 7);
const KEY = makeSigningKey(MASTER, { from: NOW, luck: strongLuck() });

/** A door through which Amina has just come; each test changes what is known since. */
async function openDoor() {
  const state = { now: NOW, ring: keyRing(MASTER, [KEY]), ended: new Set<string>() };
  const expiresAt = NOW + 15 * MINUTE_MS;
  const said = { sub: "usr_1", role: "shipper", agent: "shr_1", family: "fam_1" } as const;
  const claims = { ...said, org: null, orgRole: null, authAt: NOW, expiresAt };
  const token = signAccessToken(claims, { ...state.ring.signer(NOW), now: NOW });
  const registers = {
    world: { now: () => state.now },
    ring: () => state.ring,
    readAnew: async () => false,
    revocations: { isEnded: (family: string) => state.ended.has(family) },
  };
  const come = async (shown = token) => await believeToken(registers, shown);
  expect(await come()).toEqual(claims);
  return { state, token, claims, come };
}

describe("a token that was believed before", () => {
  test("says the same again", async () => {
    const { come, claims } = await openDoor();
    expect(await come()).toEqual(claims);
  });

  test("opens nothing from the moment its session is ended (U186)", async () => {
    const { come, state } = await openDoor();
    state.ended.add("fam_1");
    expect(await come()).toEqual(refuse("token-invalid"));
  });

  test("ends when it ends", async () => {
    const { come, state } = await openDoor();
    state.now = NOW + 15 * MINUTE_MS - 1;
    expect(isRefusal(await come())).toBe(false);
    state.now = NOW + 15 * MINUTE_MS;
    expect(await come()).toEqual(refuse("token-expired"));
  });

  test("is not believed once its key is not, whether that ran out or was taken off the ring", async () => {
    const { come, state } = await openDoor();
    state.ring = keyRing(MASTER, [{ ...KEY, validUntil: NOW + MINUTE_MS }]);
    expect(isRefusal(await come())).toBe(false);
    state.now = NOW + MINUTE_MS;
    expect(await come()).toEqual(refuse("token-invalid"));
    state.now = NOW;
    state.ring = keyRing(MASTER, []);
    expect(await come()).toEqual(refuse("token-invalid"));
  });

  test("vouches for no other that is nearly the same", async () => {
    const { come, token } = await openDoor();
    const [head, body, signature = ""] = token.split(".");
    const other = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    expect(await come([head, body, other].join("."))).toEqual(refuse("token-invalid"));
    expect(await come([head, body].join("."))).toEqual(refuse("token-invalid"));
    expect(await come([head, body, ""].join("."))).toEqual(refuse("token-invalid"));
  });
});
