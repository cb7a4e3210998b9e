import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const MINUTE_MS = 60_000;
const ELSEWHERE = ["**/node_modules/**", ".msafara/**"];
const COSTLY = ["**/*.pg.spec.ts", "**/*.redis.spec.ts", "**/*.sim.spec.ts"];
const ROOMS = ["apps", "packages", "tools", "sim", "bench"];

/** A test's cost is in its suffix, so its suffix is its project. */
function project(
  name: string,
  test: NonNullable<TestProjectInlineConfiguration["test"]>,
): TestProjectInlineConfiguration {
  return { test: { name, exclude: ELSEWHERE, environment: "node", ...test } };
}

function suffixed(suffix: string): string[] {
  return ROOMS.map((room) => `${room}/**/*${suffix}`);
}

/*
 * Files of one project share their workers (`isolate: false`): a fresh module graph for every
 * file costs more than most files run, and nothing here keeps state at module level.
 */
export default defineConfig({
  test: {
    projects: [
      project("specs", {
        include: suffixed(".spec.ts"),
        exclude: [...ELSEWHERE, ...COSTLY, "tools/tidy/**"],
        pool: "threads",
        isolate: false,
      }),
      project("tidy", { include: ["tools/tidy/**/*.spec.ts"], pool: "threads", isolate: false }),
      project("postgres", {
        include: suffixed(".pg.spec.ts"),
        globalSetup: "tools/dev/src/vitest/postgres/setup.ts",
        pool: "forks",
        isolate: false,
        testTimeout: 20_000,
        hookTimeout: 30_000,
      }),
      project("redis", {
        include: suffixed(".redis.spec.ts"),
        globalSetup: "tools/dev/src/vitest/redis/setup.ts",
        pool: "forks",
        isolate: false,
        testTimeout: 20_000,
        hookTimeout: 30_000,
      }),
      project("sim", {
        include: suffixed(".sim.spec.ts"),
        pool: "forks",
        isolate: false,
        testTimeout: 2 * MINUTE_MS,
      }),
      // Real processes, one journey at a time: they measure and they kill.
      project("e2e", {
        include: ["e2e/**/*.spec.ts"],
        globalSetup: [
          "tools/dev/src/vitest/postgres/setup.ts",
          "tools/dev/src/vitest/redis/setup.ts",
        ],
        pool: "forks",
        fileParallelism: false,
        testTimeout: 2 * MINUTE_MS,
        hookTimeout: 2 * MINUTE_MS,
      }),
    ],
    maxWorkers: 2,
  },
});
