import { type Address, type Journal, type Mail, type Mailbox, partitionOf } from "@msafara/runtime";
import type { Pool } from "pg";
import { packInt2, packText } from "../packed-array.ts";

/** A message of a mailbox, or the name of a suspect. */
type Row = { readonly place: number } & (
  | (Omit<Mail, "receiver"> & { readonly suspect: null })
  | { readonly suspect: string }
);

/** Prepared once on each connection: an agent that is woken waits for this question. */
const READ = {
  name: "read_mailboxes_v1",
  text: `SELECT place, seq, sender, kind, body, release, depth, trace, suspect
           FROM read_mailboxes_v1($1, $2, $3) ORDER BY place, seq`,
};

/** The beginning of each mailbox; one statement, and so one snapshot. */
export async function readMailboxes(
  pool: Pool,
  { addresses: asked, max }: Parameters<Journal["mailboxes"]>[0],
): Promise<readonly Mailbox[]> {
  const addresses = [...new Set(asked)];
  if (addresses.length === 0) return [];
  const { rows } = await pool.query<Row>({
    ...READ,
    values: [packInt2(addresses, partitionOf), packText(addresses, (address) => address), max + 1],
  });
  const boxes = addresses.map((address): Box => ({ address, mail: [], suspects: [] }));
  for (const { place, ...row } of rows) {
    const { address, mail, suspects } = boxes[place - 1]!;
    if (row.suspect === null) mail.push(toMail(address, row));
    else suspects.push(row.suspect);
  }
  return boxes.map(({ address, mail, suspects }) => ({
    address,
    mail: mail.slice(0, max),
    more: mail.length > max,
    suspects,
  }));
}

interface Box {
  readonly address: Address;
  readonly mail: Mail[];
  readonly suspects: string[];
}

function toMail(receiver: Address, row: Omit<Mail, "receiver">): Mail {
  const { seq, sender, kind, body, release, depth, trace } = row;
  return { receiver, seq, sender, kind, body, release, depth, trace };
}
