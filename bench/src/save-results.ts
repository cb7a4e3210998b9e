import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { toIso, type World } from "@msafara/kernel";
import type { BenchReport } from "./bench.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "bench/results");

/** Keeps a report under today's date, and says where. */
export async function saveResults({
  name,
  world,
  report,
}: {
  readonly name: string;
  readonly world: World;
  readonly report: BenchReport;
}): Promise<string> {
  const at = toIso(world.now());
  const path = join(FOLDER, `${at.slice(0, 10)}-${name}.json`);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path, `${JSON.stringify({ bench: name, at, ...report }, null, 2)}\n`);
  return relative(ROOT, path);
}
