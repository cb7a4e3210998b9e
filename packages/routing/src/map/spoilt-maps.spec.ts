import { isRefusal } from "@msafara/kernel";
import { describe, expect, onTestFailed, onTestFinished, test } from "vitest";
import { chunks } from "../specs/map/chunks.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { BLOCKS, GATE_BLOCKS, type SpoilAsked, spoilMany } from "../specs/map/spoil-many.ts";
import { smallCity } from "../specs/map/small-city.ts";
import { writePbf } from "../specs/map/write-pbf.ts";
import { assembleRoads } from "./assemble-roads.ts";
import { writeMapFile } from "./map-file.ts";

const NEW_HAMPSHIRE = "valhalla-nh-access-restriction.osm.pbf";
/** CPU of one file, on a machine that does much else. */
const FILE_MS_MAX = 2_000;
/** What all files together may leave behind until the garbage is collected. */
const THREAD_MB_MAX = 250;
const UNHURRIED_MS = 30_000 + BLOCKS * 60;

async function bytesOf(name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of realMap(name)()) parts.push(part);
  return Buffer.concat(parts);
}

async function mapFile(): Promise<Uint8Array> {
  const bytes = writePbf(smallCity());
  const map = await assembleRoads(() => chunks(bytes, 4096), { version: "whole" });
  if (isRefusal(map)) expect.unreachable(String(map.facts["why"]));
  return writeMapFile(map);
}

/** An answer of Overpass with the same roads. */
function overpass(): Uint8Array {
  const { nodes, ways, relations } = smallCity();
  const elements = [
    ...nodes.map(({ id, lat, lng, tags }) => {
      return { type: "node", id, lat: lat / 1e7, lon: lng / 1e7, tags };
    }),
    ...ways.map(({ id, refs, tags }) => ({ type: "way", id, nodes: refs, tags })),
    ...relations.map((relation) => ({ type: "relation", ...relation })),
  ];
  return Buffer.from(JSON.stringify({ version: 0.6, elements }));
}

async function judged(asked: Omit<SpoilAsked, "progress">) {
  const spoiling = spoilMany(asked);
  onTestFailed(() => say(`${asked.kind}: it stopped at number ${spoiling.at()}`));
  onTestFinished(async () => {
    await spoiling.end();
  });
  const told = await spoiling.told;
  const count = told.verdicts.reduce((sum, [, times]) => sum + times, 0);
  if (BLOCKS > GATE_BLOCKS) {
    const { slowest, slowestMs, mostMb } = told;
    say(`${asked.kind}: ${count} spoilt, ${slowestMs} ms of CPU at most (number ${slowest})`);
    say(`${mostMb} MB at most`);
    for (const [said, times] of told.verdicts) say(`${times} ${said}`);
  }
  return { ...told, count };
}

/** Whoever asks for many wants to see what was said of them. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

describe("a sentence is said, or a sound map made, of", () => {
  test.for([
    ["pbf", BLOCKS, async () => writePbf(smallCity())],
    ["overpass", Math.ceil(BLOCKS / 10), overpass],
    ["roads", Math.ceil(BLOCKS / 10), mapFile],
  ] as const)("each spoilt file: %s", { timeout: UNHURRIED_MS }, async ([kind, count, file]) => {
    const real = kind === "pbf" && HAS_REAL_MAPS ? [await bytesOf(NEW_HAMPSHIRE)] : [];
    const told = await judged({ kind, count, files: [await file(), ...real] });
    expect(told.trouble).toBe(undefined);
    expect(told.count).toBe(count);
    expect(told.slowestMs).toBeLessThan(FILE_MS_MAX);
    expect(told.mostMb).toBeLessThan(THREAD_MB_MAX);
    // Both happen, or nothing was spoilt, or nothing but spoilt.
    expect(told.verdicts.some(([said]) => said === "a map")).toBe(true);
    expect(told.verdicts.length).toBeGreaterThan(3);
  });
});
