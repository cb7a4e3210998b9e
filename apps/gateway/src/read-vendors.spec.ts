import { expect, test } from "vitest";
import { readVendors } from "./read-vendors.ts";

const said = (...members: readonly string[]) => ({ presence: { members: async () => members } });

test("every vendor is named that a host names, and what is no vendor is not", async () => {
  const vendors = await readVendors(
    said("payments=stand-in", "roads=own", "maps=real", "=", "x=maybe", "y"),
  );
  expect(vendors).toEqual({ maps: "real", payments: "stand-in", roads: "own" });
});

test("where hosts differ, the stand-in is told", async () => {
  expect(await readVendors(said("payments=stand-in", "payments=real"))).toEqual({
    payments: "stand-in",
  });
});
