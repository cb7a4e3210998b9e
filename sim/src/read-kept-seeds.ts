import { readdir, readFile } from "node:fs/promises";

/** A seed that once showed a bug, and is played for good. */
export interface KeptSeed {
  readonly seed: number;
  readonly name: string;
  /** The commit it went wrong at: a new draw anywhere makes a seed another day. */
  readonly at: string;
  readonly showed: string;
}

const ROOM = new URL("../seeds/", import.meta.url);

/** All of them, by the names of their files. */
export async function readKeptSeeds(): Promise<readonly KeptSeed[]> {
  const names = (await readdir(ROOM)).filter((name) => name.endsWith(".json")).toSorted();
  return await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(new URL(name, ROOM), "utf8"))),
  );
}
