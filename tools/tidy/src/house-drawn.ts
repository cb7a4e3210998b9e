import type { Room } from "./house.ts";

/** The import table as a paper shows it: rows of `| \`room\` | … | what it leans on |`. */
export function houseDrawn(paper: string): readonly Room[] {
  const rows = paper.matchAll(
    /^\| `((?:apps|packages|tools)\/\w+|sim|e2e|bench)` *\|.*\| ([^|]+) \|$/gm,
  );
  return [...rows].map(([, path = "", leansOn = ""]) => ({
    path,
    leansOn: listed(leansOn.trim()),
  }));
}

function listed(text: string): readonly string[] | "all" {
  if (text === "all") return "all";
  return text === "–" ? [] : text.split(/[\s,]+/);
}
