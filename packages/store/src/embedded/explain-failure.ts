import { Fault } from "@msafara/kernel";

const LAST_LINES = 3;

/** One sentence for what `initdb` or `postgres` complained about. */
export function explainFailure(doing: string, cause: unknown): Fault {
  const said = complaintOf(cause);
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(said)?.[1];
  const fault = (sentence: string) => new Fault(sentence, { retry: false, cause });
  if (library !== undefined) {
    return fault(
      `The embedded PostgreSQL misses the library "${library}": install it, or set DATABASE_URL`,
    );
  }
  if (/No space left on device/.test(said)) {
    return fault(`The disk is full, so PostgreSQL cannot ${doing}: free some space`);
  }
  if (/ENOENT/.test(said)) {
    return fault(
      "The embedded PostgreSQL needs a Linux with glibc, or macOS: set DATABASE_URL to another server",
    );
  }
  const tail = said.trim().split("\n").slice(-LAST_LINES).join(" | ");
  return fault(`PostgreSQL failed to ${doing}: ${tail}`);
}

function complaintOf(cause: unknown): string {
  if (typeof cause === "string") return cause;
  if (!(cause instanceof Error)) return String(cause);
  return "stderr" in cause && cause.stderr !== "" ? String(cause.stderr) : cause.message;
}
