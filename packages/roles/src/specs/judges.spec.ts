import { assert } from "@msafara/kernel";
import type { Role } from "@msafara/runtime";
import { describe, expect, test } from "vitest";
import { driverRole } from "../driver-role.ts";
import { marketRoles } from "../market-roles.ts";
import { paymentRole } from "../payment-role.ts";
import { platformRole } from "../platform-role.ts";
import { judge } from "./judges.ts";
import { AMINA, award, bidAt, cancel, hireMany, reaches, request } from "./market-people.ts";
import { openMarket } from "./open-market.ts";

/** A market in which one role has a bug; a shipment is asked for, awarded and perhaps cancelled. */
async function dayWith(bug: Role, { cancels = false } = {}): Promise<readonly string[]> {
  const roles = marketRoles.map((role) => (role.name === bug.name ? bug : role));
  const play = await openMarket(3, { roles });
  await hireMany(play, 2);
  const [tea, milk] = [await request(play, "tea"), await request(play, "milk")];
  await reaches(play, milk, "ranked");
  await award(play, tea);
  await reaches(play, tea, "booked");
  const { bidId } = bidAt(play, milk, 0);
  await play.ask(`platform/${milk}`, { type: "award-bid", by: AMINA, bidId });
  if (cancels) await cancel(play, tea);
  await play.pass(10_000);
  return judge(play);
}

describe("the judges", () => {
  test("find nothing in a good day", async () => {
    expect(await dayWith(platformRole, { cancels: true })).toEqual([]);
  });

  test("see a price that is shown to another driver", async () => {
    const follow: Role["follow"] = (event, around) => [
      ...platformRole.follow(event, around),
      ...(event.type === "bid.submitted"
        ? [{ live: "gossip", audience: "driver:drv_d1", body: { paid: event.bid.amount } }]
        : []),
    ];
    const wrongs = await dayWith({ ...platformRole, follow });
    expect(wrongs).toContain("drv_d1 saw the price of drv_d0 in gossip");
  });

  test("see a price that is mailed to another driver", async () => {
    const follow: Role["follow"] = (event, around) => [
      ...platformRole.follow(event, around),
      ...(event.type === "bid.submitted"
        ? [
            {
              send: { type: "bid.lost", rival: event.bid.amount.amount },
              to: "driver/drv_d1" as const,
            },
          ]
        : []),
    ];
    const wrongs = await dayWith({ ...platformRole, follow });
    expect(wrongs).toContain("drv_d1 saw the price of drv_d0 in bid.lost");
  });

  test("see a truck that hauls two loads at once", async () => {
    const decide: Role["decide"] = (driver, message, given) =>
      driverRole.decide({ ...driver, commitments: [] }, message, given);
    const wrongs = await dayWith({ ...driverRole, decide });
    expect(wrongs).toContain("driver/drv_d0 hauls two loads at once after commitment.made");
  });

  test("see money that nobody gives back", async () => {
    const decide: Role["decide"] = (payment, message, given) =>
      message.type === "refund-payment" ? [] : paymentRole.decide(payment, message, given);
    const wrongs = await dayWith({ ...paymentRole, decide }, { cancels: true });
    expect(wrongs).toEqual([
      expect.stringMatching(/of shp_tea, which is cancelled, is still held$/),
    ]);
  });

  test("see a driver who was never told that nobody needs him", async () => {
    const decide: Role["decide"] = (driver, message, given) =>
      message.type === "commitment.released" ? [] : driverRole.decide(driver, message, given);
    const wrongs = await dayWith({ ...driverRole, decide }, { cancels: true });
    expect(wrongs).toEqual(["driver/drv_d0 drives for shp_tea, which knows nothing"]);
  });

  test("see a message that was set aside", async () => {
    const decide: Role["decide"] = (driver, message, given) => {
      assert(message.type !== "booking.confirmed", "nobody is ever booked");
      return driverRole.decide(driver, message, given);
    };
    const wrongs = await dayWith({ ...driverRole, decide });
    expect(wrongs).toEqual([expect.stringContaining("set booking.confirmed aside")]);
  });

  test.for([driverRole, paymentRole, platformRole])(
    "see a $name whose state is not what its history comes to",
    async (role) => {
      const evolve: Role["evolve"] = (state, event) => ({ ...role.evolve(state, event), mark: 1 });
      const wrongs = await dayWith({ ...role, evolve });
      expect(wrongs).toContainEqual(expect.stringMatching(/is not what its history comes to$/));
    },
  );
});
