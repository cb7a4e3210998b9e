import { describe, expect, test } from "vitest";
import { openFastWorld } from "../specs/fast-world.ts";
import { openTown } from "../specs/open-town.ts";
import { comeIn } from "./come-in.ts";
import { openPhones } from "./phones.ts";

const AMINA = { role: "driver", name: "Amina", phone: "+254199000010", locale: "en" } as const;

function openStreet() {
  const world = openFastWorld(1);
  const phones = openPhones(world);
  const town = openTown(world, phones);
  const turnstile = { pass: async () => {} };
  const door = { world, phones, turnstile, password: "one", open: town.open };
  return { world, phones, town, door };
}

describe("whoever comes in", () => {
  test("opens an account once, proves the phone, and signs in from then on", async () => {
    const { town, door } = openStreet();
    const first = await comeIn(door, AMINA);
    expect(town.register.citizens.get(AMINA.phone)?.isProven).toBe(true);
    const second = await comeIn(door, AMINA);
    expect(second.agent).toBe(first.agent);
    expect(town.register.attempts).toEqual({ registered: 1, signedIn: 1 });
  });

  test("gets another password by the phone when the old one is lost", async () => {
    const { town, door } = openStreet();
    await comeIn(door, AMINA);
    const { agent } = await comeIn({ ...door, password: "two" }, AMINA);
    expect(agent).toBe(town.register.citizens.get(AMINA.phone)?.agent);
    expect(town.register.citizens.get(AMINA.phone)?.password).toBe("two");
  });

  test("proves the phone by a later code when the first never came", async () => {
    const { town, door, world, phones } = openStreet();
    let isDeaf = true;
    const deaf = {
      ...phones,
      nextCode: async (phone: string) => {
        const code = await phones.nextCode(phone);
        return isDeaf ? void (isDeaf = false) : code;
      },
    };
    const guest = comeIn({ ...door, phones: deaf }, AMINA);
    await world.pass(60_000);
    await guest;
    expect(town.register.citizens.get(AMINA.phone)?.isProven).toBe(true);
  });
});
