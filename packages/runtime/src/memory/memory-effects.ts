import type { EffectPort } from "../ports/journal.ts";
import { effectLock } from "./apply-batch.ts";
import { copyBody } from "./copy-batch.ts";
import type { StoredEffect } from "./effect-table.ts";
import { copyBytes } from "./memory-database.ts";
import type { Desk } from "./memory-journal.ts";

/** Claims of effects over the shared tables. */
export function memoryEffects({ database, wire }: Desk): EffectPort {
  const { tables, transactions, now, shuffled } = database;
  const ours = (id: string, claim: string) => {
    const effect = tables.effects.find(id);
    return effect?.claim === claim ? effect : undefined;
  };
  return {
    claimEffects: ({ claim, claimMs, limit, lane }) =>
      wire.write("claimEffects", () => {
        const heads = lane === undefined ? tables.effects.heads() : [tables.effects.headOf(lane.address, lane.lane)];
        const free = heads.flatMap((head) => (head !== undefined && isFree(head) ? [head] : [])).slice(0, limit);
        return shuffled(free).map((effect) => {
          Object.assign(effect, { claim, claimedUntil: now() + claimMs, attempt: effect.attempt + 1 });
          return claimed(effect, claim);
        });
      }),
    settleEffect: ({ id, claim, kind, body, release }) => {
      const mail = { kind, body: copyBytes(body), release, depth: 0, sender: `effect:${id}` };
      return wire.write("settleEffect", async () => {
        const ending = await transactions.transact<boolean>({
          locks: () => [effectLock(id)],
          check: () => (ours(id, claim) === undefined ? false : undefined),
          seqCount: 1,
          apply: ([seq]) => {
            const { address, trace } = ours(id, claim)!;
            tables.effects.remove(id);
            tables.mail.add({ ...mail, receiver: address, trace, seq: seq!, at: now() });
            return true;
          },
          hold: wire.holdOf(wire.smallFate()),
        });
        return ending.undone ? false : ending.answer;
      });
    },
    deferEffect: ({ id, claim, waitMs }) =>
      wire.write("deferEffect", () => {
        const effect = ours(id, claim);
        if (effect === undefined || transactions.isLocked(effectLock(id))) return false;
        Object.assign(effect, { claim: undefined, claimedUntil: 0, due: now() + waitMs });
        return true;
      }),
  };

  /** One that is being settled just now is skipped, though its row still shows. */
  function isFree(effect: StoredEffect): boolean {
    if (effect.due > now() || transactions.isLocked(effectLock(effect.id))) return false;
    return effect.claim === undefined || effect.claimedUntil <= now();
  }
}

function claimed(effect: StoredEffect, claim: string) {
  const { id, address, lane, kind, body, trace, attempt } = effect;
  return copyBody({ id, address, lane, kind, body, trace, attempt, claim });
}
