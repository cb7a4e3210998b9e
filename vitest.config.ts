import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { type Suite, suites } from "./tools/dev/src/suites.ts";

const MINUTE_MS = 60_000;
const POSTGRES = "tools/dev/src/vitest/postgres/setup.ts";
const REDIS = "tools/dev/src/vitest/redis/setup.ts";
/** A first query on a cold cache beside another suite is slow; a deadlock is slower. */
const SERVED = { pool: "forks", testTimeout: 20_000, hookTimeout: 30_000 } as const;

/*
 * Files of one project share their workers (`isolate: false`): a fresh module graph for every
 * file costs more than most files run, and nothing here keeps state at module level.
 */
function project(
  { name, include, exclude }: Suite,
  test: NonNullable<TestProjectInlineConfiguration["test"]>,
): TestProjectInlineConfiguration {
  return {
    test: { name, include: [...include], exclude: [...exclude], isolate: false, ...test },
  };
}

export default defineConfig({
  test: {
    projects: [
      // Compiling what the READMEs praise takes seconds, and many times that on a busy machine.
      project(suites.tidy, { pool: "threads", testTimeout: MINUTE_MS }),
      project(suites.specs, { pool: "threads" }),
      project(suites.postgres, { ...SERVED, globalSetup: POSTGRES }),
      project(suites.redis, { ...SERVED, globalSetup: REDIS }),
      project(suites.sim, { pool: "forks", testTimeout: 2 * MINUTE_MS }),
      // Real processes, two journeys at a time: most of each is waiting, and each kills only its own.
      project(suites.e2e, {
        pool: "forks",
        globalSetup: [POSTGRES, REDIS],
        isolate: true,
        testTimeout: 2 * MINUTE_MS,
        hookTimeout: 2 * MINUTE_MS,
      }),
    ],
    maxWorkers: 2,
  },
});
