import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** How somebody of the demonstration comes in. */
export interface LogIn {
  readonly role: string;
  readonly name: string;
  readonly phone: string;
  readonly password: string;
}

/** Everybody of the demonstration in this state folder, operators first; nobody when there is none. */
export async function readLogIns(stateFolder: string): Promise<readonly LogIn[]> {
  const text = await readFile(join(stateFolder, "demo", "log-ins.json"), "utf8").catch(() => "[]");
  try {
    const found: unknown = JSON.parse(text);
    const logIns = Array.isArray(found) ? found.filter(isLogIn) : [];
    return logIns.toSorted((one, other) => rankOf(one) - rankOf(other));
  } catch {
    // Just being written: as good as not there yet.
    return [];
  }
}

/** Operators see the whole market, shippers what is theirs, drivers what they were asked. */
const RANKS = ["admin", "support", "shipper", "driver"];

function rankOf({ role }: LogIn): number {
  const rank = RANKS.indexOf(role);
  return rank === -1 ? RANKS.length : rank;
}

function isLogIn(found: unknown): found is LogIn {
  if (typeof found !== "object" || found === null) return false;
  const words: readonly string[] = ["role", "name", "phone", "password"];
  return words.every((word) => typeof Reflect.get(found, word) === "string");
}
