import { toIso, type World } from "@msafara/kernel";
import { type Logger, pino } from "pino";
import { maskPersonal } from "./identity/mask-personal.ts";

export interface LogOptions {
  readonly world: World;
  readonly service: string;
  readonly level: string;
  /** Where lines go unless that is stdout. */
  readonly write?: (line: string) => void;
}

/**
 * JSON lines on stdout: a constant message, an event name and facts, never a body (U202). Phones, tokens
 * and keys that slip into a line, by way of an error's sentence for one, leave it masked.
 */
export function openLog({ world, service, level, write }: LogOptions): Logger {
  const options = {
    level,
    messageKey: "message",
    base: { service },
    timestamp: () => `,"timestamp":"${toIso(world.now())}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: maskPersonal },
  };
  return write === undefined ? pino(options) : pino(options, { write });
}
