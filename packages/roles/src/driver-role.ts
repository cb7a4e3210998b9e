import {
  decideDriver,
  type Driver,
  type DriverEvent,
  DRIVER_MESSAGES,
  type DriverMessage,
  driverPhase,
  evolveDriver,
  followDriver,
  noDriver,
} from "@msafara/domain";
import type { Role } from "@msafara/runtime";
import { everyMessage } from "./every-message.ts";
import { mayComeFrom } from "./may-come-from.ts";
import { ownId } from "./own-id.ts";

/** One driver with one truck: its policy, its calendar, its trips. */
export const driverRole: Role<Driver, DriverMessage, DriverEvent> = {
  name: "driver",
  messages: everyMessage<DriverMessage>()(DRIVER_MESSAGES),
  schema: 1,
  initial: (self) => noDriver(ownId("drv", self)),
  decide: (driver, message, given) => {
    const may = mayComeFrom(given.sender, message.type.endsWith(".rang") ? "timer:" : undefined);
    return may === true ? decideDriver(driver, message, given) : may;
  },
  evolve: evolveDriver,
  follow: followDriver,
  phase: driverPhase,
};
