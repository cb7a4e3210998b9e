import { spawn } from "node:child_process";
import { checkout } from "../checkout.ts";
import { childEnvironment } from "../config.ts";

export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs a tool of this checkout and keeps what it says, both streams in the order they came. */
export function runCommand(tool: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(`${checkout.root}/node_modules/.bin/${tool}`, args, {
      cwd: checkout.root,
      env: childEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: unknown) => (output += String(chunk));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => resolve({ exitCode: 1, output: error.message }));
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
