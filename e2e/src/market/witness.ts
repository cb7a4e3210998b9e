import type { Address } from "@msafara/runtime";
import type { Look } from "../cluster/open-look.ts";

/** What the tables forget once it is read, written down as it is committed. */
export interface Witnessed {
  readonly letters: readonly {
    readonly receiver: Address;
    readonly kind: string;
    readonly body: Uint8Array;
  }[];
  /** Whose money each order to the provider was about. */
  readonly orders: ReadonlyMap<string, string>;
}

/**
 * Has the database itself note what drivers' agents are written, and which effects were wanted: mail
 * and effects are deleted by whoever takes them, and a judge must see them all.
 */
export async function placeWitness(look: Look): Promise<void> {
  await look.ask("CREATE SCHEMA witness");
  await look.ask("CREATE TABLE witness.letters (receiver text, kind text, body bytea)");
  await look.ask("CREATE TABLE witness.orders (id text, address text)");
  await look.ask(`
    CREATE FUNCTION witness.note_letter() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO witness.letters VALUES (NEW.receiver, NEW.kind, NEW.body);
      RETURN NULL;
    END $$`);
  await look.ask(`
    CREATE FUNCTION witness.note_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO witness.orders VALUES (NEW.id, NEW.address);
      RETURN NULL;
    END $$`);
  await look.ask(`
    CREATE TRIGGER witness AFTER INSERT ON messages FOR EACH ROW
      WHEN (starts_with(NEW.receiver, 'driver/')) EXECUTE FUNCTION witness.note_letter()`);
  await look.ask(`
    CREATE TRIGGER witness AFTER INSERT ON effects FOR EACH ROW
      WHEN (starts_with(NEW.address, 'payment/')) EXECUTE FUNCTION witness.note_order()`);
}

/** What it has noted. */
export async function hearWitness(look: Look): Promise<Witnessed> {
  const letters = await look.ask<Witnessed["letters"][number]>(
    "SELECT receiver, kind, body FROM witness.letters",
  );
  const orders = await look.ask<{ id: string; about: string }>(
    "SELECT id, split_part(address, '/', 2) AS about FROM witness.orders",
  );
  return { letters, orders: new Map(orders.map(({ id, about }) => [id, about])) };
}
