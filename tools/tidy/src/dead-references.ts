import { dirname, join, matchesGlob } from "node:path/posix";
import { DOORS } from "./house.ts";
import type { Repository } from "./repository.ts";

// Decisions are frozen: they speak of what was there on their day.
const FROZEN = "docs/decisions/";
const PNPM_ITSELF = ["add", "dlx", "exec", "fetch", "install", "list", "outdated", "why"];

/** Files, links and commands that a paper names and that are not there. */
export function deadReferences(repository: Repository): readonly string[] {
  const papers = repository.paths.filter((path) => path.endsWith(".md"));
  return papers.flatMap((paper) => {
    const text = repository.text(paper);
    const dead = deadLinks(repository, { paper, text });
    if (paper.startsWith(FROZEN)) return dead;
    return [
      ...dead,
      ...deadPaths(repository, { paper, text }),
      ...deadCommands(repository, { paper, text }),
    ];
  });
}

interface Paper {
  readonly paper: string;
  readonly text: string;
}

function deadLinks(repository: Repository, { paper, text }: Paper): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, link, attribute]) => (link ?? attribute ?? "").replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
  return targets
    .filter((target) => !exists(repository, join(dirname(paper), target)))
    .map((target) => `${paper} links to ${target}, which is not there`);
}

/** A path is what stands in backticks and begins with a name of the root, or in the paper's own room. */
function deadPaths(repository: Repository, { paper, text }: Paper): readonly string[] {
  const named = [...text.matchAll(/`([\w.@*/-]+)`/g)].map(([, name]) => name ?? "");
  const paths = named.filter((name) => {
    const first = name.split("/")[0] ?? "";
    return DOORS.includes(first) && (name.includes("/") || name.includes("."));
  });
  return paths
    .filter((path) => !exists(repository, path) && !exists(repository, join(dirname(paper), path)))
    .map((path) => `${paper} names ${path}, which is not there`);
}

function deadCommands(repository: Repository, { paper, text }: Paper): readonly string[] {
  const manifest: { readonly scripts?: Readonly<Record<string, string>> } = JSON.parse(
    repository.text("package.json") || "{}",
  );
  const known = [...Object.keys(manifest.scripts ?? {}), ...PNPM_ITSELF];
  const named = [...text.matchAll(/\bpnpm(?:@12)? (?:run )?([a-z][\w:-]*)/g)].filter(
    ([whole], i, all) => all.findIndex(([other]) => other === whole) === i,
  );
  return named
    .filter(([, command]) => command !== undefined && !known.includes(command))
    .map(([whole]) => `${paper} names the command ${whole}, which is not there`);
}

function exists({ paths }: Repository, wanted: string): boolean {
  const path = wanted.replace(/\/$/, "");
  if (path.includes("*")) return paths.some((each) => matchesGlob(each, path));
  return path === "." || paths.some((each) => each === path || each.startsWith(`${path}/`));
}
