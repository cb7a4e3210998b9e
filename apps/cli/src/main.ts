import { text } from "node:stream/consumers";
import { Fault, realWorld } from "@msafara/kernel";
import { askSecret } from "./admin/ask-secret.ts";
import { askTerminal } from "./ask-terminal.ts";
import { readConfig } from "./config.ts";
import { openDesk } from "./open-desk.ts";
import { runCommandLine } from "./run-command-line.ts";

async function main(): Promise<void> {
  const config = readConfig(process.env, process.stdout);
  const isAttended = process.stdin.isTTY && process.stderr.isTTY;
  const confirm = isAttended ? askTerminal : undefined;
  const { stdin: input, stderr: output } = process;
  const ask = (question: string) => askSecret(question, { input, output });
  const askSecretly = isAttended ? ask : undefined;
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const parts = { confirm, askSecret: askSecretly, readInput: () => text(input), say };
  const desk = openDesk({ world: realWorld(), config, ...parts });
  try {
    const { lines, complaint, exitCode } = await runCommandLine(process.argv.slice(2), desk);
    if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
    if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
    process.exitCode = exitCode;
  } finally {
    await desk.close();
  }
}

// Whoever reads through `head` has seen enough, and what would go on for ever ends there.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  process.exit(code === "EPIPE" ? process.exitCode : 1);
});

try {
  await main();
} catch (error) {
  const stack = error instanceof Error && !(error instanceof Fault) ? error.stack : undefined;
  process.stderr.write(`${stack ?? (error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 1;
}
