import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault } from "@msafara/kernel";
import { redisFromApt } from "./apt-redis.ts";
import { checkout } from "./checkout.ts";
import { readDevConfig } from "./config.ts";

const run = promisify(execFile);

/** How a Redis of our own can be started here. */
export type RedisProgram =
  | {
      readonly kind: "binary";
      readonly command: string;
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly kind: "docker" };

/** On PATH, else unpacked from the system's packages, else by docker; else one sentence. */
export async function findRedisProgram(
  log: (line: string) => void = () => {},
): Promise<RedisProgram> {
  const command = await onPath(["redis-server", "valkey-server"]);
  if (command !== undefined) return { kind: "binary", command, env: {} };
  const unpacked = await redisFromApt(join(checkout.state, "redis"), log);
  if (unpacked !== undefined) return unpacked;
  const docker = await run("docker", ["version", "--format", "{{.Server.Version}}"], {
    timeout: 10_000,
  }).catch(() => undefined);
  if (docker !== undefined) return { kind: "docker" };
  throw new Fault(
    'Found no Redis: install "redis-server" or "valkey-server", start docker, or set REDIS_URL',
    { retry: false },
  );
}

async function onPath(names: readonly string[]): Promise<string | undefined> {
  const folders = readDevConfig().path.split(":");
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return undefined;
}
