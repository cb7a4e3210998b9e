import { openLook } from "./open-look.ts";

const VIEWS: Readonly<Record<string, string>> = {
  accounts: "balance integer, currency text, hops integer, leaflets integer",
  offers: "round integer, price integer, taker text",
  payments: "amount integer, ending text",
};

/** Gives a migrated database the views of the toy freight instead of the market's of the same name. */
export async function addToyViews(url: string): Promise<void> {
  const look = openLook(url);
  for (const [view, columns] of Object.entries(VIEWS)) {
    await look.ask(`DROP TABLE IF EXISTS view.${view}`);
    await look.ask(
      `CREATE TABLE view.${view} (
         key text COLLATE "C" PRIMARY KEY, address text NOT NULL, version bigint NOT NULL,
         phase text, ${columns})`,
    );
    await look.ask("SELECT register_view($1)", [view]);
  }
  await look.close();
}
