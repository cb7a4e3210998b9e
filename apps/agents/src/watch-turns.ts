import { totalmem } from "node:os";
import { LIMITS, openWatchdog, type Watch } from "@msafara/runtime";

const MEMORY_SHARE = 0.9;

/** A turn that never returns, or eats all memory, is written down and costs this process once. */
export function watchTurns(databaseUrl: string): Watch {
  return openWatchdog({
    recorder: new URL(import.meta.resolve("@msafara/store/record-suspect")),
    settings: { connectionString: databaseUrl },
    turnMs: LIMITS.turnMs,
    rssBytesMax: Math.floor(memoryBytes() * MEMORY_SHARE),
  });
}

/** What the container allows, or what the machine has; an unlimited container says a huge number. */
function memoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
