import { MsafaraProblem } from "@msafara/client";
import type { Id } from "@msafara/kernel";
import { DECLINED_ENDS_IN, drawPlace, kes, TRUCK } from "./freight.ts";
import type { LiveEvent } from "./open-follower.ts";
import type { Town, Trader } from "./town.ts";

const STEPS = [
  "arrived-pickup",
  "loaded",
  "departed",
  "arrived-delivery",
  "unloaded",
  "delivered",
] as const;
const LOOK_MS = 500;

/** A driver's day: bids on what he is asked for, answers where he wants to be asked, and drives. */
export async function playDriver(town: Town, driver: Trader): Promise<void> {
  await goOnShift(driver);
  const inbox = driver.follower.follow("me");
  while (!town.night.aborted) {
    const event = await inbox.next(LOOK_MS);
    if (event !== undefined) await react(town, driver, event);
  }
}

async function goOnShift({ person }: Trader): Promise<void> {
  const { insist, luck } = person;
  const policy = { autoBid: false, askMe: luck.chance(0.3), minRatePerKm: kes(1_000_003) };
  await insist((calls, key) => calls.setDriver({ body: { ...TRUCK, policy }, key }));
  const position = drawPlace(luck);
  const body = { available: true, position };
  await insist((calls, key) => calls.setAvailability({ body, key }));
}

async function react(town: Town, driver: Trader, { name, data }: LiveEvent): Promise<void> {
  switch (name) {
    case "request.noted":
      return await bid(town, driver, data["shipmentId"]);
    case "award.received":
      return await answer(driver, data["bidId"]);
    case "booking.confirmed":
      return await drive(driver, data["tripId"]);
    default:
      return undefined;
  }
}

/** At a price that nobody else asks; some of them the bank will not hold. */
async function bid(town: Town, { person }: Trader, shipmentId: Id<"shp">): Promise<void> {
  const { insist, luck, world } = person;
  if (luck.chance(0.3)) return;
  await world.sleep(luck.between(0, 300));
  const amount = town.newPrice(luck.chance(0.04) ? DECLINED_ENDS_IN : undefined);
  const body = { shipmentId, amount, estimatedMinutes: luck.between(60, 600) };
  const told = await insist((calls, key) => calls.submitBid({ body, key }));
  if (told instanceof MsafaraProblem || !luck.chance(0.03)) return;
  const params = { id: told.id };
  await insist((calls, key) => calls.withdrawBid({ params, key }));
}

async function answer({ person }: Trader, bidId: Id<"bid">): Promise<void> {
  const { insist, luck } = person;
  const params = { id: bidId };
  const isYes = luck.chance(0.85);
  await insist((calls, key) =>
    isYes ? calls.acceptAward({ params, key }) : calls.declineAward({ params, key }),
  );
}

/** All steps, until somebody calls it off. */
async function drive({ person }: Trader, tripId: Id<"trp">): Promise<void> {
  const { insist, luck, world } = person;
  for (const step of STEPS) {
    await world.sleep(luck.between(20, 150));
    const params = { id: tripId };
    const body = { step, at: world.now() };
    const told = await insist((calls, key) => calls.reportProgress({ params, body, key }));
    if (told instanceof MsafaraProblem) return;
  }
}
