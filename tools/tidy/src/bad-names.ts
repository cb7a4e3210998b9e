import { DOORS } from "./house.ts";
import type { Repository } from "./repository.ts";

const ROOMS = /^(apps|bench|e2e|packages|sim|tools)\//;
const REFUSES_NOTHING = /^(utils?|helpers?|common|misc|managers?|shared)$/;
const LAYERS = /^(models|controllers|services|repositories|dtos|entities|factories|interfaces)$/;

/** Names that say nothing, layers instead of nouns, and litter at the root. */
export function badNames({ paths }: Repository): readonly string[] {
  const inside = paths.filter((path) => ROOMS.test(path));
  const folders = [...new Set(inside.flatMap(foldersOf))];
  return [
    ...folders.flatMap(folderComplaints),
    ...inside.flatMap(fileComplaints),
    ...litter(paths),
  ];
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

function folderComplaints(path: string): readonly string[] {
  const name = path.split("/").at(-1) ?? "";
  if (LAYERS.test(name)) return [`${path}/ is a layer: name folders after nouns of the trade`];
  if (REFUSES_NOTHING.test(name)) return [`${path}/ refuses nothing: name it by what it is`];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return [`${path}/ is not in kebab-case`];
  return [];
}

function fileComplaints(path: string): readonly string[] {
  const words = (path.split("/").at(-1) ?? "").split(/[-_.]/);
  const empty = words.find((word) => REFUSES_NOTHING.test(word));
  return empty === undefined ? [] : [`${path} refuses nothing: name it by what it is`];
}

function litter(paths: readonly string[]): readonly string[] {
  const names = new Set(paths.map((path) => path.split("/")[0] ?? ""));
  return [...names]
    .filter((name) => !DOORS.includes(name))
    .map((name) => `${name} lies at the root, where each name is a door`);
}
