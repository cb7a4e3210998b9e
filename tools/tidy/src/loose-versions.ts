import type { Repository } from "./repository.ts";

const DEPENDENCIES_MAX = 5;

/** Versions that could differ between two clones of one commit, and packages that lean on too many. */
export function looseVersions(repository: Repository): readonly string[] {
  const manifests = repository.paths.filter((path) => /(^|\/)package\.json$/.test(path));
  return [...looseCatalog(repository), ...manifests.flatMap((path) => looseIn(repository, path))];
}

function looseCatalog(repository: Repository): readonly string[] {
  const workspace = repository.text("pnpm-workspace.yaml");
  const catalog = /^catalog:\n((?: {2}.*\n)*)/m.exec(workspace)?.[1] ?? "";
  const lines = catalog.split("\n").filter((line) => line.trim() !== "");
  return lines
    .filter((line) => !/: \d+\.\d+\.\d+(-[\w.]+)?$/.test(line))
    .map((line) => `pnpm-workspace.yaml is not exact about ${line.trim()}`);
}

function looseIn(repository: Repository, path: string): readonly string[] {
  const {
    dependencies = {},
    devDependencies = {},
  }: Record<string, Record<string, string>> = JSON.parse(repository.text(path));
  const loose = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name, version]) => version !== (ours(name) ? "workspace:*" : "catalog:"))
    .map(([name]) => `${path} takes ${name} from elsewhere than the catalog`);
  const foreign = Object.keys(dependencies).filter((name) => !ours(name));
  if (foreign.length <= DEPENDENCIES_MAX) return loose;
  return [...loose, `${path} leans on ${foreign.length} strangers, at most ${DEPENDENCIES_MAX}`];
}

function ours(name: string): boolean {
  return name.startsWith("@msafara/");
}
