import type { Actor, ShipperRow } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { expect, test } from "vitest";
import type { MarketDesk } from "./market-desk.ts";
import { shipperFor } from "./shipper-for.ts";

const WAMBUI: Actor = {
  userId: "usr_wambui",
  role: "facility",
  orgId: "org_tea",
  orgRole: "dispatcher",
};

/** An organization of many, Amina last; each test spoils one thing. */
function deskOf(row?: Partial<ShipperRow>) {
  const users: readonly Id<"usr">[] = Array.from(
    { length: 201 },
    (_, i) => `usr_${1_000 + i}` as const,
  );
  const people = {
    listMembers: async ({
      organization,
      after,
      limit,
    }: {
      organization: Id<"org">;
      after?: Id<"usr">;
      limit: number;
    }) => {
      const from = after === undefined ? 0 : users.indexOf(after) + 1;
      const page = organization === "org_tea" ? users.slice(from, from + limit) : [];
      return page.map((user) => ({ user, name: "", role: "dispatcher" as const, joinedAt: 0 }));
    },
    findUser: async (id: Id<"usr">) => ({ agent: id === "usr_1200" ? "shr_amina" : null }),
  };
  const market = {
    readShipper: async () =>
      row && {
        shipperId: "shr_amina",
        orgId: null,
        policy: { autoAward: false },
        shipments: [],
        ...row,
      },
  };
  return { people, market } as unknown as Pick<MarketDesk, "market" | "people">;
}

test("a dispatcher asks for a colleague whose agent was never heard of", async () => {
  const shipper = await shipperFor(deskOf(), WAMBUI, "shr_amina");
  expect(shipper).toMatchObject({ shipperId: "shr_amina", orgId: "org_tea" });
});

test("and for one whose agent has not said where she belongs", async () => {
  const shipper = await shipperFor(deskOf({ orgId: null }), WAMBUI, "shr_amina");
  expect(shipper).toMatchObject({ orgId: "org_tea" });
});

test("nobody asks in the name of another organization", async () => {
  const elsewhere: Actor = { ...WAMBUI, orgId: "org_salt" };
  expect(await shipperFor(deskOf(), elsewhere, "shr_amina")).toMatchObject({
    refused: "agent-not-found",
  });
  expect(await shipperFor(deskOf({ orgId: "org_tea" }), elsewhere, "shr_amina")).toMatchObject({
    orgId: "org_tea",
  });
});

test("a shipper who asks for herself asks in the name that she came in", async () => {
  const amina: Actor = { userId: "usr_1200", role: "shipper", agentId: "shr_amina" };
  expect(await shipperFor(deskOf(), amina, undefined)).not.toHaveProperty("orgId");
});
