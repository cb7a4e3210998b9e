import { createHash } from "node:crypto";
import { assert, realWorld, type World } from "@msafara/kernel";
import { type Address, type Batch, EMPTY_BATCH, encode, type Journal } from "@msafara/runtime";
import { openJournal } from "@msafara/store";
import { type Look, openLook } from "../cluster/open-look.ts";

/** What a stale owner may be wrong about. */
type Lie = "buried" | "version" | "mail" | "timer";

/** What came of the forced attempts. */
export interface StaleCommits {
  readonly attempted: number;
  readonly refused: number;
  readonly byLie: Readonly<Record<Lie, number>>;
  /** Whether the database was the same to the byte before and after. */
  readonly nothingWritten: boolean;
}

const ATTEMPTS = 1_000;
const LIES: readonly Lie[] = ["buried", "version", "mail", "timer"];
const EXPECTED: Readonly<Record<Lie, string>> = {
  buried: "fenced",
  version: "stale agents",
  mail: "stale mail",
  timer: "stale timers",
};
const LEASE_MS = 600_000;

interface Target {
  readonly address: Address;
  readonly version: number;
  readonly schema: number;
  readonly phase: string;
  readonly turnedAt: number;
  readonly state: Uint8Array;
  readonly heads: Uint8Array;
}

/**
 * A scripted owner that was buried, or that believes in a past: every one of its commits would
 * write an event, a message and an effect, and not one may pass.
 */
export async function forceStaleCommits(
  postgresUrl: string,
  buried: ReadonlySet<string>,
): Promise<StaleCommits> {
  const world = realWorld();
  const look = openLook(postgresUrl);
  const journal = openJournal({ connectionString: postgresUrl, world });
  // Alive on purpose: these attempts must fail for what they say, not for who says it.
  const living = world.mint("nod");
  await journal.join({ incarnation: living, node: "liar", release: 2, leaseMs: LEASE_MS });
  try {
    const targets = await findTargets(look);
    const dead = await findDead(look, buried, () => dieOnce(journal, world));
    const before = await fingerprint(look);
    const refused = { buried: 0, version: 0, mail: 0, timer: 0 };
    for (let i = 0; i < ATTEMPTS; i++) {
      const lie = LIES[i % LIES.length] ?? "buried";
      const target = targets[i % targets.length]!;
      const incarnation = lie === "buried" ? dead[i % dead.length]! : living;
      const batch = batchOf(world, lie, target);
      const outcome = await journal.commit({ incarnation, lane: i % 2, batch });
      const found = "what" in outcome ? `${outcome.outcome} ${outcome.what}` : outcome.outcome;
      if (found === EXPECTED[lie]) refused[lie] += 1;
    }
    const nothingWritten = before === (await fingerprint(look));
    const total = Object.values(refused).reduce((sum, count) => sum + count, 0);
    return { attempted: ATTEMPTS, refused: total, byLie: refused, nothingWritten };
  } finally {
    await journal.leave(living);
    await journal.close();
    await look.close();
  }
}

/** Agents with a past: of one that was just born, an older version would be that it does not exist. */
async function findTargets(look: Look): Promise<readonly Target[]> {
  const targets = await look.ask<Target>(
    `SELECT address, version, schema, phase, state, heads,
            (extract(epoch FROM turned_at) * 1000)::float8 AS "turnedAt"
       FROM agents WHERE version > 1 ORDER BY address LIMIT 997`,
  );
  assert(targets.length > 0, "somebody has had two turns");
  return targets;
}

/** Those whom this very run has buried; one is made where nobody was. */
async function findDead(
  look: Look,
  buried: ReadonlySet<string>,
  die: () => Promise<string>,
): Promise<readonly string[]> {
  const rows = await look.ask<{ incarnation: string }>("SELECT incarnation FROM nodes");
  const alive = new Set(rows.map(({ incarnation }) => incarnation));
  const dead = [...buried].filter((incarnation) => !alive.has(incarnation));
  return dead.length > 0 ? dead : [await die()];
}

async function dieOnce(journal: Journal, world: World): Promise<string> {
  const incarnation = world.mint("nod");
  await journal.join({ incarnation, node: "short-lived", release: 2, leaseMs: LEASE_MS });
  await journal.leave(incarnation);
  return incarnation;
}

/** A turn that would be right, but for one lie. */
function batchOf(world: World, lie: Lie, target: Target): Batch {
  const { address, version } = target;
  const expected = lie === "version" ? version - 1 : version;
  const next = expected + 1;
  const body = encode({ type: "forged", order: `forged-${world.mint("try")}` });
  const at = target.turnedAt;
  const trace = "forged";
  return {
    ...EMPTY_BATCH,
    agents: [{ ...target, expected, version: next }],
    events: [{ address, version: next, n: 99, kind: "forged", schema: 1, body, at }],
    mail: [
      { receiver: address, sender: address, kind: "forged", body, release: 1, depth: 0, trace },
    ],
    effects: [{ id: world.mint("eff"), address, lane: "forged", kind: "bank.hold", body, trace }],
    consumed: lie === "mail" ? [{ receiver: address, seq: 1 }] : [],
    fired: lie === "timer" ? [{ address, name: "expiry", generation: version }] : [],
  };
}

/** A hash over every table that a commit may touch. */
async function fingerprint(look: Look): Promise<string> {
  const hash = createHash("sha256");
  const tables = ["agents", "messages", "timers", "effects", "events", "live", "quarantine"];
  for (const table of [...tables, "receipts", "view.accounts", "view.offers", "view.payments"]) {
    const [row] = await look.ask<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS sum
         FROM ${table} t`,
    );
    hash.update(`${table} ${row?.sum}\n`);
  }
  return hash.digest("hex");
}
