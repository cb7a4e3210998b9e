const NAMED_MAX = 2;

/** A line of the server's log, as far as people are told about it. */
export interface LogLine {
  readonly event?: string;
  readonly level?: string;
  readonly message?: string;
  readonly sentence?: string;
  readonly folder?: string;
  readonly adopted?: boolean;
  readonly applied?: readonly string[];
  readonly address?: string;
}

/** What a log line comes to for somebody at a terminal; most lines come to nothing. */
export function narrate(line: LogLine): string | undefined {
  switch (line.event) {
    case "database.noted":
      return `  PostgreSQL: ${line.message}`;
    case "database.opened":
      return line.adopted === true
        ? `✓ PostgreSQL was still running and goes on (${line.folder})`
        : `✓ PostgreSQL runs (${line.folder})`;
    case "database.migrated":
      return migrated(line.applied ?? []);
    case "single.ready":
      return `✓ Msafara runs at ${line.address?.replace("127.0.0.1", "localhost")} (Ctrl-C ends it)`;
    case "single.ending":
      return "  Ending what is under way …";
    default:
      return line.level === "error" ? `! ${line.message}` : undefined;
  }
}

/** The sentence of a server that gave up, if this line is its last. */
export function failureIn(line: LogLine): string | undefined {
  return line.event === "single.failed" ? line.sentence : undefined;
}

/** A line of the log; nothing when it is something else, such as a warning of Node's own. */
export function readLogLine(text: string): LogLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === "object" && line !== null ? line : undefined;
  } catch {
    // Not of our making; it is in the log file for whoever looks.
    return undefined;
  }
}

function migrated(applied: readonly string[]): string {
  if (applied.length === 0) return "✓ The database is up to date";
  // Their names are in the log; a newcomer's first start has them all.
  const steps = applied.length > NAMED_MAX ? `${applied.length} steps` : applied.join(", ");
  return `✓ The database was brought up to date (${steps})`;
}
