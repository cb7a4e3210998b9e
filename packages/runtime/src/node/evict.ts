import { isIdle, type Yard } from "./yard.ts";

const LOOK_MS = 60_000;

/** Puts agents away that had nothing to do for half an hour; they cost nothing until someone writes (G10). */
export async function runEviction(yard: Yard): Promise<void> {
  const lookMs = Math.min(LOOK_MS, yard.limits.idleMs / 4);
  while (!yard.fenced && !yard.stopping) {
    await yard.evictionBell.wait(lookMs);
    const before = yard.world.ticks() - yard.limits.idleMs;
    for (const resident of yard.residents.values()) {
      // The longest idle stand first.
      if (resident.activeAt > before) break;
      if (isIdle(resident)) yard.residents.delete(resident.address);
    }
    tidy(yard);
  }
}

/** Housekeeping of the tables; whoever comes first does it, and failing only means later. */
function tidy(yard: Yard): void {
  yard.journal
    .tidyUp()
    .catch((error: unknown) => yard.observe.trouble?.({ what: "tidy-up", error }));
}
