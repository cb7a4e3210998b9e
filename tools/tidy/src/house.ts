/** One room of the house: a workspace package, and the rooms it may lean on. */
export interface Room {
  readonly path: string;
  /** Names of other rooms, or `all`. */
  readonly leansOn: readonly string[] | "all";
}

const RUNS_THE_ENGINE = ["kernel", "runtime", "store", "bus"];

/**
 * The house. `ARCHITECTURE.md` shows this table to people, and a spec holds the two together.
 * Change it by a decision, not by accident.
 */
export const HOUSE: readonly Room[] = [
  { path: "packages/kernel", leansOn: [] },
  { path: "packages/contracts", leansOn: ["kernel"] },
  { path: "packages/domain", leansOn: ["kernel"] },
  { path: "packages/routing", leansOn: ["kernel", "domain"] },
  { path: "packages/runtime", leansOn: ["kernel"] },
  { path: "packages/roles", leansOn: ["kernel", "domain", "runtime"] },
  { path: "packages/integrations", leansOn: ["kernel", "domain", "runtime"] },
  { path: "packages/client", leansOn: ["kernel", "contracts"] },
  { path: "packages/store", leansOn: ["kernel", "domain", "runtime"] },
  { path: "packages/bus", leansOn: ["kernel", "runtime"] },
  { path: "apps/gateway", leansOn: [...RUNS_THE_ENGINE, "contracts", "domain"] },
  {
    path: "apps/agents",
    leansOn: [...RUNS_THE_ENGINE, "domain", "roles", "integrations", "routing"],
  },
  { path: "apps/cli", leansOn: [...RUNS_THE_ENGINE, "contracts", "client", "routing"] },
  { path: "apps/demo", leansOn: ["kernel", "contracts", "client", "routing"] },
  { path: "apps/single", leansOn: [...RUNS_THE_ENGINE, "gateway", "agents"] },
  { path: "sim", leansOn: ["kernel", "runtime", "bus", "domain", "roles"] },
  { path: "e2e", leansOn: "all" },
  { path: "bench", leansOn: "all" },
  { path: "tools/dev", leansOn: ["kernel", "store", "bus"] },
  { path: "tools/lint", leansOn: [] },
  { path: "tools/tidy", leansOn: [] },
];

/** What specs of every room may lean on besides: real servers to test against, and exams to sit. */
export const FOR_SPECS: readonly string[] = ["@msafara/dev", "@msafara/runtime/exams"];

/** The only names at the root. Each is a door; a note or a playground is none. */
export const DOORS: readonly string[] = [
  ".ci",
  ".github",
  ".gitignore",
  ".oxfmtrc.json",
  ".oxlintrc.json",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "LICENSE",
  "README.md",
  "STYLE.md",
  "apps",
  "bench",
  "docker-compose.yml",
  "docs",
  "e2e",
  "infra",
  "knip.json",
  "package.json",
  "packages",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "sim",
  "tools",
  "tsconfig.base.json",
  "tsconfig.json",
  "vitest.config.ts",
];
