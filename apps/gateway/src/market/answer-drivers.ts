import { ROUTES } from "@msafara/contracts";
import type { DriverCommand, DriverRow, ProgressStep, ShipmentStatus } from "@msafara/domain";
import { type Id, type Instant, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { defined } from "./defined.ts";
import { ownDriver } from "./driver-for.ts";
import type { MarketDesk } from "./market-desk.ts";
import { type Asked, sendCommand } from "./send-command.ts";
import { showDriver, showShift } from "./show-driver.ts";

type Routes = Pick<
  typeof ROUTES,
  "readDriver" | "setDriver" | "setAvailability" | "reportProgress"
>;

/** Where each step brings the shipment, once its agent has heard of it. */
const STATUS_AFTER: Readonly<Record<ProgressStep, ShipmentStatus>> = {
  "arrived-pickup": "at-pickup",
  loaded: "loading",
  departed: "in-transit",
  "arrived-delivery": "at-delivery",
  unloaded: "unloading",
  delivered: "delivered",
};

/** A driver's own affairs, and his work. */
export function answerDrivers(desk: MarketDesk): Handlers<Routes> {
  return {
    readDriver: async (call) => {
      const { actor } = call.visitor;
      const driverId = ownDriver(actor);
      if (driverId === undefined) return refuse("profile-missing");
      const seen = await desk.market.readDriver(driverId);
      if (seen === undefined) return refuse("profile-missing");
      return { status: 200, body: showDriver(seen, await nameOf(desk, call)) };
    },

    setDriver: async (call) => {
      const own = ownAgent(call);
      if (own === undefined) return refuse("driver-missing");
      const { vehicle, licence, documents = [], policy } = call.body;
      const truck = defined(vehicle);
      const set = defined({ policy: policy === undefined ? undefined : defined(policy) });
      const profile = { vehicle: truck, licence, documents, ...set };
      const command: DriverCommand = { type: "set-profile", by: call.visitor.actor, ...profile };
      const name = await nameOf(desk, call);
      const show = (row: DriverRow) => showDriver(row, name);
      const order = { route: ROUTES.setDriver, to: own, status: 200 } as const;
      return await sendCommand(desk, call, { ...order, command, show });
    },

    setAvailability: async (call) => {
      const own = ownAgent(call);
      if (own === undefined) return refuse("driver-missing");
      const shift = defined(call.body);
      const command: DriverCommand = { type: "set-availability", by: call.visitor.actor, ...shift };
      const order = { route: ROUTES.setAvailability, to: own, status: 200 } as const;
      return await sendCommand(desk, call, { ...order, command, show: showShift });
    },

    reportProgress: async (call) => {
      const own = ownAgent(call);
      if (own === undefined) return refuse("trip-not-found");
      // Whoever could try PINs without their being counted would have the right one soon.
      if (call.dryRun && call.body.pin !== undefined) return refuse("pin-not-rehearsed");
      const tripId = call.params.id;
      const step = { tripId, ...defined(call.body) };
      const command: DriverCommand = { type: "progress-trip", by: call.visitor.actor, ...step };
      const order = { route: ROUTES.reportProgress, to: own, status: 200 } as const;
      return await sendCommand(desk, call, { ...order, command, show: showProgress });
    },
  };
}

/** How far a trip is, as its driver's agent answers. */
interface Progressed {
  readonly tripId: Id<"trp">;
  readonly shipmentId: Id<"shp">;
  readonly step: ProgressStep;
  readonly at: Instant;
}

function showProgress({ tripId, shipmentId, step, at }: Progressed) {
  return { tripId, shipmentId, step, status: STATUS_AFTER[step], at };
}

function ownAgent({ visitor }: Pick<Asked, "visitor">) {
  const driverId = ownDriver(visitor.actor);
  return driverId === undefined ? undefined : (`driver/${driverId}` as const);
}

/** Names live with the account, so that they can be forgotten. */
async function nameOf({ people }: MarketDesk, { visitor }: Pick<Asked, "visitor">) {
  const user = await people.findUser(visitor.actor.userId);
  return user?.name ?? "";
}
