import type { Actor } from "@msafara/domain";
import { type Id, isRefusal } from "@msafara/kernel";
import { type Address, addressOf, idOf, roleOf } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { openPage } from "./cursor.ts";
import type { AgentType, AgentWish, Listed, SeenAgent } from "./market.ts";
import { reachOf } from "./reach-of.ts";
import { showDriver, showShipper } from "./read-agent.ts";

const TYPES: readonly AgentType[] = ["driver", "payment", "platform", "shipper"];

/** All agents of the market by their addresses, for operators. */
export async function listMarketAgents(
  db: Kysely<Schema>,
  viewer: Actor,
  wish: AgentWish,
): Listed<SeenAgent> {
  const page = openPage<readonly [string]>(wish, {
    name: "agents",
    viewer: viewer.userId,
    first: [""],
  });
  if (isRefusal(page)) return page;
  if (!reachOf(viewer, "read-driver", "driver").all) return { items: [], nextCursor: null };
  const { type, state } = wish;
  let agents = db
    .selectFrom("agents")
    .select(["address", "phase", "turned_at"])
    .orderBy("address")
    .limit(page.limit + 1);
  // A role is the range of addresses between its slash and the letter that follows the slash.
  const types = type === undefined ? TYPES : TYPES.filter((it) => it === type);
  agents = agents.where((is) =>
    is.or(
      types.map((role) =>
        is.and([
          is("address", ">=", addressOf(role, "")),
          is("address", "<", sql<Address>`${`${role}0`}`),
        ]),
      ),
    ),
  );
  if (state !== undefined) agents = agents.where("phase", "=", state);
  if (page.after !== undefined) {
    agents = agents.where("address", ">", sql<Address>`${page.after[0]}`);
  }
  const rows = await agents.execute();
  const known = await shownBy(
    db,
    rows.map(({ address }) => idOf(address)),
  );
  const item = (row: (typeof rows)[number]) => known.get(idOf(row.address)) ?? bare(row);
  return page.pageOf(rows, { item, place: ({ address }) => [address] });
}

/** Those who have a row of their own are shown with it. */
async function shownBy(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SeenAgent>> {
  if (ids.length === 0) return new Map();
  const drivers = await db
    .selectFrom("view.drivers")
    .select(["driverId", "phase", "vehicle", "licence", "papers", "policy", "changedAt"])
    .where("key", "in", ids)
    .execute();
  const shippers = await db
    .selectFrom("view.shippers")
    .select(["shipperId", "phase", "shipments", "policy", "changedAt"])
    .where("key", "in", ids)
    .execute();
  const agents = [...drivers.map(showDriver), ...shippers.map(showShipper)];
  return new Map(agents.map((agent) => [agent.id, agent]));
}

function bare({
  address,
  phase,
  turned_at,
}: {
  readonly address: Address;
  readonly phase: string;
  readonly turned_at: number;
}): SeenAgent {
  const type = TYPES.find((it) => it === roleOf(address)) ?? "platform";
  const id = sortedId(idOf(address));
  return { type, id, state: phase, profile: {}, changedAt: turned_at };
}

/** Ids of the market have a prefix. */
function sortedId(id: string): Id {
  const [prefix = "", rest = ""] = id.split("_", 2);
  return `${prefix}_${rest}`;
}
