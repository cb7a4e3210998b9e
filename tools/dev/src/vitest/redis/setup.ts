import { join } from "node:path";
import { realWorld } from "@msafara/kernel";
import type { TestProject } from "vitest/node";
import { readDevConfig } from "../../config.ts";
import { removeFolder } from "../../leftovers.ts";
import { openRedis } from "../../redis.ts";
import { openRunFolder } from "../run-folder.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The run's Redis; a spec asks `openTestRedis` for a database of its own. */
    readonly redisUrl: string;
  }
}

/** One Redis per run; a spec asks `openTestRedis` for a database of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { redisUrl } = readDevConfig();
  if (redisUrl !== undefined) {
    project.provide("redisUrl", redisUrl);
    return async () => {};
  }
  const folder = await openRunFolder("redis");
  const log = (line: string) => console.log(line);
  const redis = await openRedis({ world: realWorld(), folder: join(folder, "server"), log });
  project.provide("redisUrl", redis.url);
  return async () => {
    await redis.close();
    await removeFolder(folder);
  };
}
