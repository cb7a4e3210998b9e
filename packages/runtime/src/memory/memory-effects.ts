import type { ClaimedEffect, EffectPort, Settled } from "../ports/journal.ts";
import { effectLock } from "./apply-batch.ts";
import { copyBody } from "./copy-batch.ts";
import type { StoredEffect } from "./effect-table.ts";
import type { MemoryDatabase } from "./memory-database.ts";
import type { Desk } from "./memory-journal.ts";

/** Claims of effects over the shared tables. */
export function memoryEffects(desk: Desk): EffectPort {
  const { database, wire } = desk;
  return {
    claimEffects: (wish) => wire.write("claimEffects", () => claimHeads(database, wish)),
    settleEffect: (settled) => {
      const copied = copyBody(settled);
      return wire.write("settleEffect", () => settle(desk, copied));
    },
    deferEffect: ({ id, claim, waitMs }) =>
      wire.write("deferEffect", () => {
        const effect = ours(database, { id, claim });
        if (effect === undefined || database.transactions.isLocked(effectLock(id))) return false;
        const due = database.now() + waitMs;
        Object.assign(effect, { claim: undefined, holder: undefined, claimedUntil: 0, due });
        return true;
      }),
  };
}

function claimHeads(
  database: MemoryDatabase,
  { claim, holder, claimMs, limit, lane }: Parameters<EffectPort["claimEffects"]>[0],
): readonly ClaimedEffect[] {
  const { effects, nodes } = database.tables;
  if (holder !== undefined && !nodes.has(holder)) return [];
  const heads = lane === undefined ? effects.heads() : effects.headOf(lane.address, lane.lane);
  const free = heads.filter((effect) => isFree(database, effect)).slice(0, limit);
  return database.shuffled(free).map((effect) => {
    const claimedUntil = database.now() + claimMs;
    Object.assign(effect, { claim, holder, claimedUntil, attempt: effect.attempt + 1 });
    return claimed(effect, claim);
  });
}

/** One that is being settled just now is skipped, though its row still shows. */
function isFree({ transactions, now }: MemoryDatabase, effect: StoredEffect): boolean {
  if (effect.due > now() || transactions.isLocked(effectLock(effect.id))) return false;
  return effect.claim === undefined || effect.claimedUntil <= now();
}

async function settle(
  { database, wire }: Desk,
  { id, claim, kind, body, release }: Parameters<EffectPort["settleEffect"]>[0],
): Promise<Settled> {
  const { tables, transactions, now } = database;
  const ending = await transactions.transact<Settled>({
    locks: () => [effectLock(id)],
    check: () => (ours(database, { id, claim }) === undefined ? "lost" : undefined),
    seqCount: 1,
    apply: ([seq]) => {
      const { address, lane, trace } = ours(database, { id, claim })!;
      const sender = `effect:${id}`;
      const mail = { receiver: address, sender, kind, body, release, depth: 0, trace };
      tables.effects.remove(id);
      tables.mail.add({ ...mail, seq: seq!, at: now() });
      return tables.effects.headOf(address, lane).length > 0 ? "more" : "last";
    },
    hold: wire.holdOf(wire.smallFate()),
  });
  return ending.undone ? "lost" : ending.answer;
}

/** A claim holds until somebody else takes it, even where its time is up. */
function ours(
  { tables }: MemoryDatabase,
  { id, claim }: { readonly id: string; readonly claim: string },
): StoredEffect | undefined {
  const effect = tables.effects.find(id);
  return effect?.claim === claim ? effect : undefined;
}

function claimed(effect: StoredEffect, claim: string): ClaimedEffect {
  const { id, address, lane, kind, body, trace, attempt } = effect;
  return copyBody({ id, address, lane, kind, body, trace, attempt, claim });
}
