import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The texts of a checkout by path. A planted one is an object in a spec. */
export interface Repository {
  readonly paths: readonly string[];
  /** The text at a path; empty where there is none. */
  readonly text: (path: string) => string;
}

const ROOT = join(import.meta.dirname, "../../..");
const NOT_OURS = ["node_modules", ".git", ".msafara", "coverage"];

/** The checkout that this file lies in, as it lies on disk: also what is not committed yet. */
export function thisRepository(): Repository {
  const entries = globSync(["**/*", "**/.*", ".*/**/*"], {
    cwd: ROOT,
    withFileTypes: true,
    exclude: ({ name }) => NOT_OURS.includes(name),
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length + 1));
  const text = (path: string) =>
    paths.includes(path) ? readFileSync(join(ROOT, path), "utf8") : "";
  return { paths: [...new Set(paths)].toSorted(), text };
}

/** A checkout that exists only in a spec, to see a guard catch what is wrong with it. */
export function plantedRepository(texts: Readonly<Record<string, string>>): Repository {
  return { paths: Object.keys(texts).toSorted(), text: (path) => texts[path] ?? "" };
}

/** Paths of sources: what is imported, linted and run. */
export function sourcesOf({ paths }: Repository): readonly string[] {
  return paths.filter((path) => path.endsWith(".ts"));
}
