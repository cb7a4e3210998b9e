import { PARTITIONS, scatter } from "../address.ts";
import type { Member } from "../ports/journal.ts";

/** Who should own each partition, by partition; `needs` names those that not every release may own. */
export type Rendezvous = (
  members: readonly Member[],
  needs: ReadonlyMap<number, number>,
) => readonly (string | null)[];

/**
 * Of the members that may own a partition, the one with the highest draw for it gets it. A member that
 * comes or goes moves only its own share. Draws never change, so they are kept for those who live, and
 * so is the last answer, since a heartbeat mostly asks the same again.
 */
export function openRendezvous(): Rendezvous {
  let known = new Map<string, Uint32Array>();
  let last: { readonly asked: string; readonly wanted: readonly (string | null)[] } | undefined;

  return (members, needs) => {
    // Of equal draws the first in the alphabet gets it, on every node alike.
    const inOrder = members.toSorted((one, other) =>
      one.incarnation < other.incarnation ? -1 : 1,
    );
    const asked = JSON.stringify([inOrder.map((it) => [it.incarnation, it.release]), [...needs]]);
    if (last?.asked === asked) return last.wanted;
    const drawsOf = ({ incarnation }: Member) => known.get(incarnation) ?? drawAll(incarnation);
    known = new Map(inOrder.map((member) => [member.incarnation, drawsOf(member)]));
    const wanted = Array.from({ length: PARTITIONS }, (_, partition) => {
      const may = inOrder.filter(({ release }) => release >= (needs.get(partition) ?? 0));
      return highest(may, (member) => known.get(member.incarnation)?.[partition] ?? 0);
    });
    last = { asked, wanted };
    return wanted;
  };
}

function highest(members: readonly Member[], drawOf: (member: Member) => number): string | null {
  let best: string | null = null;
  let bestDraw = -1;
  for (const member of members) {
    const draw = drawOf(member);
    if (draw <= bestDraw) continue;
    best = member.incarnation;
    bestDraw = draw;
  }
  return best;
}

function drawAll(incarnation: string): Uint32Array {
  return Uint32Array.from({ length: PARTITIONS }, (_, partition) =>
    scatter(`${incarnation} ${partition}`),
  );
}
