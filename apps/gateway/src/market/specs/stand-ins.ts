import type { DriverRow, FindDrivers } from "@msafara/domain";
import type { Vendor } from "@msafara/runtime";
import type { AuditEntry } from "@msafara/store";
import type { MarketDesk } from "../market-desk.ts";

/* oxlint-disable typescript/no-unsafe-type-assertion -- The order was written by the shipment's own rule. */
/** Everybody is called Baraka, and has proved his phone unless he is among those who have not. */
export function peopleOf(audit: AuditEntry[], unproven: ReadonlySet<string>): MarketDesk["people"] {
  return {
    findUser: async (id) => ({
      id,
      role: "shipper",
      agent: null,
      phone: "+254712345678",
      name: "Baraka Mwangi",
      locale: "sw",
      phoneVerifiedAt: unproven.has(id) ? null : 1,
      suspendedAt: null,
      createdAt: 1,
      hasSecondFactor: false,
    }),
    listMembers: async () => [],
    appendAudit: async (lines) => {
      audit.push(...lines);
    },
  };
}

/** A roster of everybody on shift, and a bank that does as it is asked. */
export function vendorsOver(drivers: (wanted: FindDrivers) => Promise<readonly DriverRow[]>) {
  const bank = vendor(async () => ({ ref: "ref-1", captured: false }));
  const roster = vendor(async (body) => {
    const wanted = body as FindDrivers;
    return found(wanted, await drivers(wanted));
  });
  return { "find-drivers": roster, hold: bank, release: bank, void: bank, refund: bank };
}

function vendor(act: (body: unknown) => Promise<Awaited<ReturnType<Vendor["perform"]>>>): Vendor {
  return {
    perform: async ({ body }) => await act(body),
    inquire: async () => "never-happened",
  };
}

/** Everybody on shift is asked. */
function found({ wave, already }: FindDrivers, drivers: readonly DriverRow[]) {
  const fresh = drivers.filter(
    ({ driverId, available }) => available && !already.includes(driverId),
  );
  const asked = fresh.map(({ driverId, vehicleType: type, capacityKg, yearBuilt }) => ({
    driverId,
    distanceM: 1_000,
    vehicle: { type, capacityKg, yearBuilt },
    rating: 0,
    similar: 0,
  }));
  return { wave, asked, passedOver: [] };
}
