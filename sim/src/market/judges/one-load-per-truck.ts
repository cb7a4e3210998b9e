import { type Driver, type DriverEvent, evolveDriver, noDriver, overlap } from "@msafara/domain";
import { livesOf, type MarketEvidence } from "./market-evidence.ts";

/** No truck is ever promised to two loads of one time: after every event of a driver, not only at the end. */
export function oneLoadPerTruck(evidence: MarketEvidence): readonly string[] {
  return livesOf<Driver, DriverEvent>(evidence, "driver").flatMap(({ id, events }) => {
    const wrongs: string[] = [];
    let driver = noDriver(`drv_${id.slice("drv_".length)}`);
    for (const event of events) {
      driver = evolveDriver(driver, event);
      const { commitments } = driver;
      const isDouble = commitments.some((one, i) =>
        commitments.slice(i + 1).some((other) => overlap(one, other)),
      );
      if (isDouble) wrongs.push(`${id} hauls two loads at once after ${event.type}`);
    }
    return wrongs;
  });
}
