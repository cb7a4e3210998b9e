import type { FastifyBaseLogger } from "fastify";

type Level = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
type Write = FastifyBaseLogger[Level];

/**
 * A log whose every line says some things more, which is made with the first of them: a request writes
 * one line as a rule, by when all is known that it says, and each log in between costs more than a line.
 */
export function lateLog(
  log: FastifyBaseLogger,
  says: Readonly<Record<string, unknown>>,
): FastifyBaseLogger {
  let made: FastifyBaseLogger | undefined;
  const write = (level: Level): Write => {
    return (...line: readonly unknown[]) => {
      made ??= log.child(says);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Handed on as it came, whichever of its forms that is.
      made[level](...(line as Parameters<Write>));
    };
  };
  return {
    fatal: write("fatal"),
    error: write("error"),
    warn: write("warn"),
    info: write("info"),
    debug: write("debug"),
    trace: write("trace"),
    silent: write("silent"),
    level: log.level,
    child: (more) => lateLog(log, { ...says, ...more }),
  };
}
