import { refuse } from "@msafara/kernel";
import { expect, test } from "vitest";
import { openTestDoor } from "../specs/open-test-door.ts";
import type { Repeat } from "./handler.ts";

const AWARD = "/api/v1/shipments/shp_01jx5k7q3v9e2m8n4p6r0s1t2w/award";
const PAYLOAD = { bidId: "bid_01jx5k7q3v9e2m8n4p6r0s1t2w" };

test.for<readonly [string, Repeat, string | undefined]>([
  ["that comes again", { repeated: true }, "true"],
  ["that is new", {}, undefined],
])("a command %s is told whether anything was done now", async ([, again, replayed]) => {
  const awarded = { status: 202, body: { status: "awarding" } } as const;
  const { app, as } = openTestDoor({
    handlers: {
      awardBid: async ({ key }) =>
        key === "late" ? { ...refuse("award-under-way"), ...again } : { ...awarded, ...again },
    },
  });
  const award = async (key: string) => {
    const headers = { ...as(), "idempotency-key": key };
    const told = await app.inject({ method: "POST", url: AWARD, payload: PAYLOAD, headers });
    return [told.statusCode, told.headers["idempotency-replayed"]];
  };
  expect(await award("early")).toEqual([202, replayed]);
  expect(await award("late")).toEqual([409, replayed]);
});
