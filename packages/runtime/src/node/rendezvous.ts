import { PARTITIONS, scatter } from "../address.ts";
import type { Member } from "../ports/journal.ts";

/**
 * Who should own each partition: of the members that may, the one with the highest draw for it. A member
 * that comes or goes moves only its own share.
 */
export function rendezvous(
  members: readonly Member[],
  minReleaseOf: (partition: number) => number,
): readonly (string | null)[] {
  return Array.from({ length: PARTITIONS }, (_, partition) => {
    const minRelease = minReleaseOf(partition);
    let best: { readonly draw: number; readonly incarnation: string } | undefined;
    for (const { incarnation, release } of members) {
      if (release < minRelease) continue;
      const draw = scatter(`${incarnation} ${partition}`);
      if (
        best === undefined ||
        draw > best.draw ||
        (draw === best.draw && incarnation > best.incarnation)
      ) {
        best = { draw, incarnation };
      }
    }
    return best?.incarnation ?? null;
  });
}
