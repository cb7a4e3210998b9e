import {
  deliverByOneStatement,
  deliverBySixStatements,
  makeHandTables,
  turnsByHand,
} from "./by-hand.ts";
import type { Quantiles } from "../waits.ts";
import { makeOneRowTable, type OneRow, oneRowInserts, pacedInserts } from "./one-row.ts";
import { type Ground, withClients } from "./open-ground.ts";
import { makeRawTable, rawUnnest } from "./raw-unnest.ts";

/** What ours is held against, each on tables of its own in one database. */
export interface Baselines {
  readonly raw: (connections: number, lastsMs: number) => Promise<number>;
  readonly oneRow: (lastsMs: number) => Promise<OneRow>;
  readonly pacedRows: (perSecond: number, lastsMs: number) => Promise<Quantiles>;
  readonly oneStatement: (connections: number, lastsMs: number) => Promise<number>;
  readonly sixStatements: (connections: number, lastsMs: number) => Promise<number>;
}

/** Makes their tables. */
export async function openBaselines(ground: Ground): Promise<Baselines> {
  const url = await ground.openDatabase("baselines");
  await withClients({ url, count: 1 }, async ([client]) => {
    await makeRawTable(client!);
    await makeOneRowTable(client!);
    await makeHandTables(client!);
  });
  const byHand = (deliver: typeof deliverByOneStatement) => (count: number, lastsMs: number) =>
    withClients({ url, count }, (clients) => turnsByHand(clients, { deliver, lastsMs }));
  return {
    raw: (count, lastsMs) => withClients({ url, count }, (clients) => rawUnnest(clients, lastsMs)),
    oneRow: (lastsMs) =>
      withClients({ url, count: 1 }, ([client]) => oneRowInserts(client!, lastsMs)),
    pacedRows: (perSecond, lastsMs) => pacedInserts(url, { perSecond, lastsMs }),
    oneStatement: byHand(deliverByOneStatement),
    sixStatements: byHand(deliverBySixStatements),
  };
}
