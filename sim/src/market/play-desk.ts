import { money } from "@msafara/kernel";
import type { Hand } from "../day/hand.ts";
import { isDusk } from "../day/town.ts";
import { RATE_PER_KM } from "./draw-request.ts";
import { drawPolicy } from "./market-plan.ts";
import { SUPPORT } from "./market-people.ts";
import { agentsOf, type MarketTown } from "./market-town.ts";
import { personIn, runErrand } from "./run-errand.ts";

/** A few times a day. */
const PAUSE_MS_MAX = 8_000;

/** The desk's day: operators turn the market's settings, and support cancels for others. */
export async function playDesk(
  town: MarketTown,
  { name, gates }: { readonly name: string; readonly gates: readonly Hand[] },
): Promise<void> {
  const person = personIn(town, name, gates);
  const { luck, world } = person;
  const journal = town.openJournal(name, world, {});
  await journal.saveSettings({
    role: "platform",
    settings: town.market.policy,
    by: "usr_ada",
  });
  for (;;) {
    await world.sleep(luck.between(500, PAUSE_MS_MAX));
    if (isDusk(town)) return;
    const [first, ...rest] = agentsOf<"shp">(town, "platform");
    if (first === undefined || luck.chance(0.6)) {
      await journal.saveSettings({
        role: "platform",
        settings: drawPolicy(luck),
        by: "usr_ada",
      });
      const ratePerKm = money(luck.between(1, 3) * RATE_PER_KM + 5, "KES");
      const settings = luck.chance(0.3) ? { marketRatePerKm: { ...ratePerKm } } : {};
      await journal.saveSettings({ role: "driver", settings, by: "usr_ada" });
    } else {
      const command = { type: "cancel-shipment", by: SUPPORT, reason: "fraud" };
      await runErrand(town, person, {
        address: `platform/${luck.pick([first, ...rest])}`,
        command,
      });
    }
  }
}
