/** A vitest project: which files belong to it, by place and suffix. */
export interface Suite {
  readonly name: string;
  /** How people call it; the gate prints this. */
  readonly title: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const ROOMS = "{apps,packages,tools,sim,bench}";
const COSTLY = ["**/*.pg.spec.ts", "**/*.redis.spec.ts", "**/*.sim.spec.ts"];

/** In the order of the gate. A test's cost is in its suffix, so its suffix is its suite. */
export const suites = {
  tidy: suite("tidy", { include: ["tools/tidy/**/*.spec.ts"] }),
  specs: suite("specs", {
    include: [`${ROOMS}/**/*.spec.ts`],
    exclude: [...COSTLY, "tools/tidy/**"],
  }),
  postgres: suite("postgres", {
    title: "PostgreSQL specs",
    include: [`${ROOMS}/**/*.pg.spec.ts`],
  }),
  redis: suite("redis", { title: "Redis specs", include: [`${ROOMS}/**/*.redis.spec.ts`] }),
  sim: suite("sim", { include: [`${ROOMS}/**/*.sim.spec.ts`] }),
  e2e: suite("e2e", { include: ["e2e/**/*.spec.ts"] }),
} as const satisfies Record<string, Suite>;

function suite(
  name: string,
  wish: {
    readonly include: readonly string[];
    readonly title?: string;
    readonly exclude?: string[];
  },
): Suite {
  const exclude = ["**/node_modules/**", ".msafara/**", ...(wish.exclude ?? [])];
  return { name, title: wish.title ?? name, include: wish.include, exclude };
}
