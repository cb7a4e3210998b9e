import type { Look } from "../cluster/open-look.ts";
import { type Digest, takeDigest } from "./take-digest.ts";

const LOOKS_MAX = 3;

/**
 * Which tables differ after an act that must change nothing. An auction may end while it runs, and does
 * not the next time: whoever writes what he must not does so each time.
 */
export async function changedBy(
  look: Look,
  act: () => Promise<unknown>,
): Promise<readonly string[]> {
  let changed: readonly string[] = [];
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const before = await takeDigest(look);
    await act();
    changed = differing(before, await takeDigest(look));
    if (changed.length === 0) return changed;
  }
  return changed;
}

function differing(before: Digest, after: Digest): readonly string[] {
  return Object.keys(after).filter((table) => before[table] !== after[table]);
}
