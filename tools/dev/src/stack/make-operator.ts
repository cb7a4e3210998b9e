import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { checkout } from "../checkout.ts";
import { serverEnvironment } from "../config.ts";

const MAIN = join(checkout.root, "apps/cli/src/main.ts");

/** Somebody, and how he comes in. */
export interface Account {
  readonly role: string;
  readonly name: string;
  readonly phone: string;
  readonly password: string;
}

/** Makes an account of support by the operator's own command line; answers whether it was made. */
export async function makeOperator({ name, phone, password }: Account): Promise<boolean> {
  const words = ["admin", "create", "--role", "support", "--phone", phone, "--name", name];
  const command = spawn(process.execPath, [MAIN, ...words, "--password-stdin"], {
    cwd: checkout.root,
    env: serverEnvironment(),
    stdio: ["pipe", "ignore", "ignore"],
  });
  const closed = once(command, "close");
  command.stdin.end(`${password}\n`);
  await closed;
  return command.exitCode === 0;
}
