import type { Repository } from "./repository.ts";

// Functions that return rows name their columns in the alias beside them, and a variable of a row's
// type takes whatever the row has.
const STAR = /\b(?:select|returning)\s+(?:\w+\.)?\*(?!\s*from\s+\w+\s*\(|\s+into\b)/gi;

/** SQL files that read every column, whatever a later migration adds. */
export function starsInSql(repository: Repository): readonly string[] {
  const files = repository.paths.filter((path) => path.endsWith(".sql"));
  return files
    .filter((path) => repository.text(path).replaceAll(/--.*$/gm, "").search(STAR) !== -1)
    .map((path) => `${path} selects all: name the columns`);
}
