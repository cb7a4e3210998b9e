import { parseSync } from "oxc-parser";
import { type Repository, sourcesOf } from "./repository.ts";

const PAPER = "docs/reference/promises.md";

/** Promises that sources cite and no paper makes. */
export function brokenPromises(repository: Repository): readonly string[] {
  const made = new Set(
    [...repository.text(PAPER).matchAll(/\*\*([GU]\d+)\*\*/g)].map(([, number]) => number),
  );
  return sourcesOf(repository).flatMap((path) => {
    const cited = citedIn(path, repository.text(path)).filter((number) => !made.has(number));
    return [...new Set(cited)].map(
      (number) => `${path} cites ${number}, which ${PAPER} does not make`,
    );
  });
}

/** In comments and in the names of tests, where a citation is a claim. */
function citedIn(path: string, source: string): readonly string[] {
  const comments = parseSync(path, source).comments.map(({ value }) => value);
  const titles = [...source.matchAll(/\b(?:describe|test)(?:\.\w+\([^)]*\))?\(\s*(["`].*)/g)];
  const claims = [...comments, ...titles.map(([, title]) => title ?? "")];
  return claims.flatMap((claim) => [...claim.matchAll(/\b[GU]\d+\b/g)].map(([number]) => number));
}
