import { readdir, readFile } from "node:fs/promises";
import type { Kind } from "./play-seed.ts";

/** A seed that once showed a bug, and is played for good. */
export interface KeptSeed {
  readonly seed: number;
  /** What was played; the toy, where it does not say. */
  readonly kind?: Kind;
  readonly name: string;
  /** The commit it went wrong at: a new draw anywhere makes a seed another day. */
  readonly at: string;
  readonly showed: string;
}

const ROOM = new URL("../seeds/", import.meta.url);

/** All of one kind, by the names of their files. */
export async function readKeptSeeds(wanted: Kind): Promise<readonly KeptSeed[]> {
  const names = (await readdir(ROOM)).filter((name) => name.endsWith(".json")).toSorted();
  const kept: readonly KeptSeed[] = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(new URL(name, ROOM), "utf8"))),
  );
  return kept.filter(({ kind = "toy" }) => kind === wanted);
}
