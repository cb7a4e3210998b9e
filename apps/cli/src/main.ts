import { Fault, realWorld } from "@msafara/kernel";
import { askTerminal } from "./ask-terminal.ts";
import { readConfig } from "./config.ts";
import { openDesk } from "./open-desk.ts";
import { runCommandLine } from "./run-command-line.ts";

async function main(): Promise<void> {
  const config = readConfig(process.env, process.stdout);
  const isAttended = process.stdin.isTTY && process.stderr.isTTY;
  const confirm = isAttended ? askTerminal : undefined;
  const desk = openDesk({ world: realWorld(), config, confirm });
  try {
    const { lines, complaint, exitCode } = await runCommandLine(process.argv.slice(2), desk);
    if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
    if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
    process.exitCode = exitCode;
  } finally {
    await desk.close();
  }
}

// Whoever reads through `head` has seen enough.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE") process.exitCode = 1;
});

try {
  await main();
} catch (error) {
  const text = error instanceof Error && !(error instanceof Fault) ? error.stack : undefined;
  process.stderr.write(`${text ?? (error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 1;
}
