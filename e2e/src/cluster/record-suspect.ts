import { realWorld } from "@msafara/kernel";
import { type Address, roleOf, type Suspect } from "@msafara/runtime";
import { openJournal } from "@msafara/store";

/** Writes a suspect down from the watching thread, over a connection of its own. */
export async function recordSuspect(
  settings: Readonly<Record<string, string>>,
  { address, item, why }: Suspect,
): Promise<void> {
  const connectionString = settings["postgresUrl"] ?? "";
  const journal = openJournal({ connectionString, world: realWorld(), questionsMax: 1 });
  try {
    await journal.suspect({ address: asAddress(address), item, why });
  } finally {
    await journal.close();
  }
}

function asAddress(text: string): Address {
  const slash = text.indexOf("/");
  const address: Address = `${text.slice(0, slash)}/${text.slice(slash + 1)}`;
  return roleOf(address) === "" ? `unknown/${text}` : address;
}
