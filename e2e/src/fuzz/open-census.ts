import { Fault } from "@msafara/kernel";
import type { Look } from "../cluster/open-look.ts";

/** Which operation makes rows of which table, and by which of their columns they are known. */
const BIRTHS: Readonly<Record<string, readonly [table: string, column: string]>> = {
  register: ["users", "id"],
  createOrganization: ["organizations", "id"],
  invite: ["invitations", "id"],
  createApiKey: ["api_keys", "id"],
  requestShipment: ["view.shipments", `"shipmentId"`],
  submitBid: ["view.bids", `"bidId"`],
};

/** Counts who is there: every newcomer must have been answered for. */
export interface Census {
  readonly note: (operation: string | undefined, made: unknown) => void;
  /** Throws when rows are there that no answer speaks of; of so many nobody knew what came of them. */
  readonly judge: (unsure: number) => Promise<void>;
}

/** Takes down everybody who is there already. */
export async function openCensus(look: Look): Promise<Census> {
  const known = new Map<string, Set<string>>();
  for (const [birth, from] of Object.entries(BIRTHS)) {
    known.set(birth, new Set(await idsIn(look, from)));
  }

  return {
    note: (operation, made) => {
      const id = idOf(made);
      if (id !== undefined && operation !== undefined) known.get(operation)?.add(id);
    },
    judge: async (unsure) => {
      for (const [birth, from] of Object.entries(BIRTHS)) {
        const there = await idsIn(look, from);
        const strangers = there.filter((id) => known.get(birth)?.has(id) !== true);
        if (strangers.length <= unsure) continue;
        const sentence = `${from[0]} has rows that nobody was told of: ${strangers.join(", ")}`;
        throw new Fault(sentence, { retry: false });
      }
      await judgeAgents(look);
    },
  };
}

async function idsIn(
  look: Look,
  [table, column]: readonly [string, string],
): Promise<readonly string[]> {
  const rows = await look.ask<{ id: string }>(`SELECT ${column} AS id FROM ${table}`);
  return rows.map(({ id }) => id);
}

/** No agent acts for somebody who is not there. */
async function judgeAgents(look: Look): Promise<void> {
  const strangers = await look.ask<{ address: string }>(
    `SELECT address FROM agents
      WHERE split_part(address, '/', 1) IN ('driver', 'shipper')
        AND split_part(address, '/', 2) NOT IN (SELECT agent FROM users WHERE agent IS NOT NULL)
     UNION ALL
     SELECT address FROM agents
      WHERE starts_with(address, 'platform/')
        AND split_part(address, '/', 2) NOT IN (SELECT "shipmentId" FROM view.shipments)`,
  );
  if (strangers.length === 0) return;
  const names = strangers.map(({ address }) => address).join(", ");
  throw new Fault(`Agents act for nobody: ${names}`, { retry: false });
}

function idOf(made: unknown): string | undefined {
  if (typeof made !== "object" || made === null) return undefined;
  if ("user" in made) return idOf(made.user);
  return "id" in made && typeof made.id === "string" ? made.id : undefined;
}
