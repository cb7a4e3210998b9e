import { toIso, type World } from "@msafara/kernel";
import { type Logger, pino } from "pino";

export interface LogOptions {
  readonly world: World;
  readonly service: string;
  readonly level: string;
}

/** JSON lines on stdout: a constant message, an event name and facts, never a body. */
export function openLog({ world, service, level }: LogOptions): Logger {
  return pino({
    level,
    messageKey: "message",
    base: { service },
    timestamp: () => `,"timestamp":"${toIso(world.now())}"`,
    formatters: { level: (label) => ({ level: label }) },
  });
}
