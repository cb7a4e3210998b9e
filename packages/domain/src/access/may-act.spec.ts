import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import type { Actor, OrgRole, Role } from "./actor.ts";
import { type ActionOn, mayAct, type Resource, type ResourceKind } from "./may-act.ts";
import { RIGHTS } from "./rights.ts";

/** A shipper and her own shipment; each test spoils one thing. */
const amina: Actor = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" };
const hers: Resource<"shipment"> = { kind: "shipment", ownerId: "shr_amina", orgId: "org_tea" };

const ROLES: readonly Role[] = ["shipper", "driver", "facility", "support", "admin"];
const ORG_ROLES: readonly OrgRole[] = [
  "owner",
  "dispatcher",
  "fleet-manager",
  "driver",
  "facility-manager",
];

/** `o` to their own, `p` where they take part, `a` to another's, `.` where they may not. */
function cell(kind: ResourceKind, action: string, role: Role): string {
  const actor: Actor = { userId: "usr_x", role, agentId: "drv_x" };
  const may = (resource: Partial<Resource>) =>
    mayAct(actor, action as ActionOn<ResourceKind>, { kind, ...resource }) === true;
  const marks = [
    may({ ownerId: "drv_x" }) ? "o" : "",
    may({ ownerId: "drv_y", partyIds: ["drv_x"] }) ? "p" : "",
    may({ ownerId: "drv_y" }) ? "a" : "",
  ].join("");
  return marks === "" ? "." : marks;
}

/** A plain member of an organisation, with no agent of his own. */
function orgCell(kind: ResourceKind, action: string, orgRole: OrgRole): string {
  const actor: Actor = { userId: "usr_x", role: "facility", orgId: "org_x", orgRole };
  const may = (orgId: "org_x" | "org_y") =>
    mayAct(actor, action as ActionOn<ResourceKind>, { kind, ownerId: "drv_y", orgId }) === true;
  return (may("org_x") ? "o" : "") + (may("org_y") ? "a" : "") || ".";
}

function matrix(): string {
  const rows = Object.entries(RIGHTS).flatMap(([kind, actions]) =>
    Object.keys(actions).map((action) => {
      const cells = ROLES.map((role) => cell(kind as ResourceKind, action, role).padEnd(4));
      const orgCells = ORG_ROLES.map((role) => orgCell(kind as ResourceKind, action, role));
      return `${`${kind} ${action}`.padEnd(26)} ${cells.join(" ")}| ${orgCells.join(" ")}`;
    }),
  );
  return rows.join("\n");
}

describe("who may do what", () => {
  // Roles: shipper, driver, facility, support, admin | owner, dispatcher, fleet-manager, driver, facility-manager.
  test("is this table, and nothing beside it (U189–U194)", () => {
    expect(`\n${matrix()}\n`).toBe(`
shipment request-shipment  o    .    .    .    opa | o o . . .
shipment change-shipment   o    .    .    .    opa | o o . . .
shipment cancel-shipment   o    .    .    opa  opa | o o . . .
shipment award-bid         o    .    .    .    opa | o o . . .
shipment confirm-delivery  o    .    .    .    opa | o o . . .
shipment rate-driver       o    .    .    .    opa | o o . . .
shipment open-dispute      o    p    p    opa  opa | o o . . .
shipment mediate-dispute   .    .    .    opa  opa | . . . . .
shipment read-shipment     o    p    p    opa  opa | o o . . .
shipment read-bids         o    .    .    opa  opa | o o . . .
bid submit-bid             .    o    .    .    opa | o o o . .
bid withdraw-bid           .    o    .    .    opa | o o o . .
bid counter-bid            p    o    .    .    opa | o o o . .
bid read-bid               p    o    .    opa  opa | o o o . .
driver set-profile         .    o    .    .    opa | o . o . .
driver set-policy          .    o    .    .    opa | o . o . .
driver set-availability    .    o    .    .    opa | o o o . .
driver set-standing        .    .    .    opa  opa | . . . . .
driver answer-award        .    o    .    .    opa | . . . . .
driver progress-trip       .    o    .    .    opa | . . . . .
driver report-position     .    o    .    .    opa | . . . . .
driver read-driver         .    o    .    opa  opa | o o o . .
shipper set-policy         o    .    .    .    opa | o . . . .
shipper read-shipper       o    .    .    opa  opa | o o . . .
facility keep-docks        .    .    o    .    opa | o . . . o
facility check-in          .    .    o    .    opa | o . . . o
facility read-arrivals     .    .    o    opa  opa | o . . . o
payment read-payment       o    p    .    opa  opa | o . . . .
payment retry-settlement   .    .    .    .    opa | . . . . .
market search-loads        .    opa  .    opa  opa | . . . . .
market verify-carrier      .    .    .    opa  opa | . . . . .
market negotiate           .    .    .    opa  opa | . . . . .
market hand-over-call      .    .    .    opa  opa | . . . . .
`);
  });

  test("a shipper awards a bid on its own shipment, and on nobody else's", () => {
    expect(mayAct(amina, "award-bid", hers)).toBe(true);
    expect(mayAct(amina, "award-bid", { ...hers, ownerId: "shr_other" })).toMatchObject({
      refused: "not-yours",
    });
  });

  test("a driver never awards, whoever's shipment it is", () => {
    const driver: Actor = { userId: "usr_juma", role: "driver", agentId: "drv_juma" };
    expect(mayAct(driver, "award-bid", hers)).toMatchObject({ refused: "role-may-not" });
    const taking = { ...hers, partyIds: ["drv_juma"] } as const;
    expect(mayAct(driver, "award-bid", taking)).toMatchObject({ refused: "role-may-not" });
  });

  test("the dispatcher of the shipper's organisation awards, the one of another does not", () => {
    const dispatcher: Actor = { userId: "usr_d", role: "shipper", orgRole: "dispatcher" };
    expect(mayAct({ ...dispatcher, orgId: "org_tea" }, "award-bid", hers)).toBe(true);
    expect(mayAct({ ...dispatcher, orgId: "org_flowers" }, "award-bid", hers)).toMatchObject({
      refused: "not-yours",
    });
  });

  test("a key does what it is for, even an admin's", () => {
    const key: Actor = { userId: "usr_root", role: "admin", scopes: ["desk"] };
    expect(mayAct(key, "negotiate", { kind: "market" })).toBe(true);
    expect(mayAct(key, "cancel-shipment", hers)).toMatchObject({
      refused: "scope-missing",
      facts: { scope: "shipments" },
    });
  });

  test("a key may no more than its maker", () => {
    const key: Actor = { ...amina, scopes: ["shipments"] };
    expect(mayAct(key, "award-bid", hers)).toBe(true);
    expect(isRefusal(Object(mayAct(key, "mediate-dispute", hers)))).toBe(true);
  });

  test("nobody without an agent owns what has no owner", () => {
    const { agentId: _, ...nobody } = amina;
    expect(mayAct(nobody, "award-bid", { kind: "shipment" })).toMatchObject({
      refused: "not-yours",
    });
  });
});

/** What a key must be for, to do what. */
function scopes(): string {
  const all = Object.entries(RIGHTS).flatMap(([kind, actions]) =>
    Object.entries(actions).map(([action, { scope }]) => ({ scope, right: `${kind} ${action}` })),
  );
  const lines = [...Map.groupBy(all, ({ scope }) => scope)].map(
    ([scope, rights]) => `${scope.padEnd(11)}${rights.map(({ right }) => right).join(", ")}`,
  );
  return lines.join("\n");
}

test("a key does what it is for, by these scopes", () => {
  expect(`\n${scopes()}\n`).toBe(`
shipments  shipment request-shipment, shipment change-shipment, shipment cancel-shipment, shipment award-bid, shipment confirm-delivery, shipment rate-driver, shipment open-dispute, shipment mediate-dispute, shipment read-shipment, shipment read-bids, shipper set-policy, shipper read-shipper
bids       bid submit-bid, bid withdraw-bid, bid counter-bid, bid read-bid, driver answer-award
fleet      driver set-profile, driver set-policy, driver set-availability, driver progress-trip, driver read-driver
desk       driver set-standing, market search-loads, market verify-carrier, market negotiate, market hand-over-call
positions  driver report-position
facilities facility keep-docks, facility check-in, facility read-arrivals
payments   payment read-payment, payment retry-settlement
`);
});
