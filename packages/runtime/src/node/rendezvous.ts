import { PARTITIONS, scatter } from "../address.ts";
import type { Member } from "../ports/journal.ts";

/** Who should own each partition, by partition. */
export type Rendezvous = (
  members: readonly Member[],
  minReleaseOf: (partition: number) => number,
) => readonly (string | null)[];

/**
 * Of the members that may own a partition, the one with the highest draw for it gets it. A member that
 * comes or goes moves only its own share. Draws never change, so they are kept for those who live.
 */
export function openRendezvous(): Rendezvous {
  let known = new Map<string, Uint32Array>();

  return (members, minReleaseOf) => {
    const drawsOf = ({ incarnation }: Member) => known.get(incarnation) ?? drawAll(incarnation);
    known = new Map(members.map((member) => [member.incarnation, drawsOf(member)]));
    // Of equal draws the first in the alphabet gets it, on every node alike.
    const inOrder = members.toSorted((one, other) =>
      one.incarnation < other.incarnation ? -1 : 1,
    );
    return Array.from({ length: PARTITIONS }, (_, partition) => {
      const minRelease = minReleaseOf(partition);
      let best: string | null = null;
      let bestDraw = -1;
      for (const { incarnation, release } of inOrder) {
        const draw = known.get(incarnation)?.[partition] ?? 0;
        if (release < minRelease || draw <= bestDraw) continue;
        best = incarnation;
        bestDraw = draw;
      }
      return best;
    });
  };
}

function drawAll(incarnation: string): Uint32Array {
  return Uint32Array.from({ length: PARTITIONS }, (_, partition) =>
    scatter(`${incarnation} ${partition}`),
  );
}
