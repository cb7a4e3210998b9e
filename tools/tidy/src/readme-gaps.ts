import type { Repository } from "./repository.ts";

/** What every package tells whoever opens its door. */
export const HEADINGS: readonly string[] = [
  "What it is",
  "A taste",
  "What it may lean on",
  "What it refuses to do",
];

/** Packages whose README does not have the four headings, in order, each with something under it. */
export function readmeGaps(repository: Repository): readonly string[] {
  const rooms = repository.paths.flatMap(
    (path) => /^(packages\/[^/]+)\/package\.json$/.exec(path)?.[1] ?? [],
  );
  return rooms.flatMap((room) => {
    const readme = repository.text(`${room}/README.md`);
    if (readme === "") return [`${room} has no README.md`];
    const sections = readme.split(/^## /m).slice(1);
    const found = sections.map((section) => section.split("\n")[0]?.trim() ?? "");
    if (found.join() !== HEADINGS.join()) {
      return [
        `${room}/README.md has the headings ${found.join(", ")}: expected ${HEADINGS.join(", ")}`,
      ];
    }
    const empty = sections.filter((section) => section.split("\n").slice(1).join("").trim() === "");
    return empty.map((section) => `${room}/README.md says nothing under ${section.trim()}`);
  });
}
