import type { Driver, Payment, Shipment } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Address, decode, idOf, type NewMail, roleOf } from "@msafara/runtime";
import type { MoodyVendor } from "../day/moody-vendor.ts";
import type { Cast, Town } from "../day/town.ts";
import type { Answered } from "../judges/scene.ts";
import type { MarketBank } from "./market-bank.ts";
import type { MarketPlan } from "./market-plan.ts";

/** Mail to a driver that somebody tried to commit. The mailbox forgets it once it is read; a judge must not. */
export type Letter = Pick<NewMail, "receiver" | "kind" | "body">;

/** Who plays a market. */
export interface MarketCast extends Cast {
  readonly bank: MarketBank;
  readonly roster: MoodyVendor;
}

/** A town where freight finds its trucks. */
export interface MarketTown extends Town {
  readonly cast: MarketCast;
  readonly market: MarketPlan;
  readonly asked: Answered[];
  readonly letters: Letter[];
  /** A price that nobody else ever asks. */
  readonly newPrice: () => number;
}

/** Everybody of a role who has had a turn. */
export function agentsOf<Kind extends string>(town: MarketTown, role: string): readonly Id<Kind>[] {
  const addresses = [...town.database.tables.agents.keys()];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each role has ids of one kind.
  return addresses.filter((it) => roleOf(it) === role).map((it) => idOf(it) as Id<Kind>);
}

/** A shipment as it is stored just now. */
export function shipmentOf(town: MarketTown, shipmentId: Id<"shp">): Shipment | undefined {
  return stateOf<Shipment>(town, `platform/${shipmentId}`);
}

/** A driver as he is stored just now. */
export function driverOf(town: MarketTown, driverId: Id<"drv">): Driver | undefined {
  return stateOf<Driver>(town, `driver/${driverId}`);
}

/** The money of a shipment as it is stored just now. */
export function paymentOf(town: MarketTown, shipmentId: Id<"shp">): Payment | undefined {
  return stateOf<Payment>(town, `payment/${shipmentId}`);
}

function stateOf<State>({ database }: MarketTown, address: Address): State | undefined {
  const stored = database.tables.agents.get(address);
  return stored === undefined ? undefined : decode<State>(stored.state);
}
