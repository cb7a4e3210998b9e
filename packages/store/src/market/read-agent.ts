import { type Actor, type DriverRow, type ShipperRow, STANDINGS } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { AgentType, SeenAgent } from "./market.ts";
import { readDriver } from "./read-driver.ts";
import { readShipper } from "./read-shipper.ts";
import { type Reach, reachOf } from "./reach-of.ts";
import { seenPayments } from "./seen-payments.ts";
import { seenShipments, sightOf } from "./seen-shipments.ts";

/** An agent as its people see it. Facilities and resolvers have no agents yet. */
export async function readAgent(
  db: Kysely<Schema>,
  viewer: Actor,
  { type, id }: { readonly type: AgentType; readonly id: Id },
): Promise<SeenAgent | undefined> {
  switch (type) {
    case "driver":
      return await driverAgent(db, viewer, id);
    case "shipper":
      return await shipperAgent(db, viewer, id);
    case "platform":
      return await platformAgent(db, viewer, id);
    case "payment":
      return await paymentAgent(db, viewer, id);
    default:
      return undefined;
  }
}

async function driverAgent(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id,
): Promise<SeenAgent | undefined> {
  const row = await readDriver(db, `drv_${id.slice("drv_".length)}`);
  if (row === undefined || row.driverId !== id) return undefined;
  const reach = reachOf(viewer, "read-driver", "driver");
  return isSeen(reach, { ownerId: id, orgId: row.orgId }) ? showDriver(row) : undefined;
}

async function shipperAgent(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id,
): Promise<SeenAgent | undefined> {
  const row = await readShipper(db, `shr_${id.slice("shr_".length)}`);
  if (row === undefined || row.shipperId !== id) return undefined;
  const reach = reachOf(viewer, "read-shipper", "shipper");
  return isSeen(reach, { ownerId: id, orgId: row.orgId }) ? showShipper(row) : undefined;
}

async function platformAgent(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id,
): Promise<SeenAgent | undefined> {
  const row = await seenShipments(db, sightOf(viewer), "one")
    .select("s.phase")
    .where("s.key", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { reference, status, phase, changedAt } = row;
  const { platform } = STANDINGS[phase];
  return { type: "platform", id, state: platform, profile: { reference, status }, changedAt };
}

async function paymentAgent(
  db: Kysely<Schema>,
  viewer: Actor,
  id: Id,
): Promise<SeenAgent | undefined> {
  const row = await seenPayments(db, viewer)
    .where("p.key", "=", sql<string>`${id}`)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { phase, reason, changedAt } = row;
  return { type: "payment", id, state: phase, profile: { reason }, changedAt };
}

/** A driver's agent, and what he declared. */
export function showDriver(
  row: Pick<
    DriverRow,
    "driverId" | "phase" | "vehicle" | "licence" | "papers" | "policy" | "changedAt"
  >,
): SeenAgent {
  const { driverId: id, phase: state, vehicle, licence, papers, policy, changedAt } = row;
  const profile = { vehicle, licence, documents: papers };
  return { type: "driver", id, state, profile, policy, changedAt };
}

/** A shipper's agent, and what it has under way. */
export function showShipper(
  row: Pick<ShipperRow, "shipperId" | "phase" | "shipments" | "policy" | "changedAt">,
): SeenAgent {
  const { shipperId: id, phase: state, shipments, policy, changedAt } = row;
  return { type: "shipper", id, state, profile: { shipments }, policy, changedAt };
}

function isSeen(
  { all, own, org }: Reach,
  { ownerId, orgId }: { readonly ownerId: Id; readonly orgId: Id<"org"> | null },
): boolean {
  return all || own === ownerId || (org !== undefined && org === orgId);
}
