import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { townMap } from "../specs/map/town-map.ts";
import { openMapShelf } from "./map-shelf.ts";

/** Generating a map takes a second, and many on a busy machine. */
const UNHURRIED = { timeout: 60_000 };

let stateFolder: string;
beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "msafara-shelf-"));
});
afterAll(async () => {
  await rm(stateFolder, { recursive: true });
});

/** Writes the number of the version before over that of a map file, behind its 16 letters. */
async function makeOlder(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes.writeUint32LE(4, 16);
  await writeFile(path, bytes);
}

describe("the shelf of maps", UNHURRIED, () => {
  test("makes roads once where nobody imported any, and says that they are made up", async () => {
    const said: string[] = [];
    const shelf = openMapShelf(stateFolder, (line) => void said.push(line));
    const made = await shelf.open();
    expect(made.notes.source).toMatch(/^Generated/);
    expect((await shelf.open()).graph).toEqual(made.graph);
    expect(said).toHaveLength(1);
  });

  test("opens the imported map before any other, and none in its place when it is spoilt", async () => {
    const shelf = openMapShelf(stateFolder, () => undefined);
    const kept = await shelf.keep(await townMap([{ over: ["0,0", "1,0"] }]));
    expect((await shelf.open()).graph.version).toBe("a-town");
    await writeFile(kept, "no map at all");
    await expect(shelf.open()).rejects.toThrow(
      `Cannot open the imported map "${kept}": This is no map file: expected it to begin with its name; ` +
        "import it again, or remove it",
    );
    await rm(kept);
    expect((await shelf.open()).notes.source).toMatch(/^Generated/);
  });

  test("makes its own roads anew after an upgrade, and asks for the imported ones", async () => {
    const said: string[] = [];
    const shelf = openMapShelf(stateFolder, (line) => void said.push(line));
    const { graph } = await shelf.open();
    const generated = join(stateFolder, "maps", "generated-1.roads");
    await makeOlder(generated);
    expect((await shelf.open()).graph).toEqual(graph);
    expect(said.at(-1)).toMatch(/generating one of East Africa, once$/);
    const told = said.length;
    await shelf.open();
    expect(said).toHaveLength(told);

    const kept = await shelf.keep(await townMap([{ over: ["0,0", "1,0"] }]));
    await makeOlder(kept);
    await expect(shelf.open()).rejects.toThrow(
      /imported\.roads": The map is of version 4: .*; import it again, or remove it$/,
    );
    await rm(kept);
  });

  test.skipIf(process.platform !== "linux")("says at once that a folder takes no map", async () => {
    const said: string[] = [];
    const shelf = openMapShelf("/proc/nothere", (line) => void said.push(line));
    await expect(shelf.open()).rejects.toThrow(/^Cannot keep the map: ENOENT: .*\/proc\/nothere/);
    expect(said).toEqual([]);
    const town = await townMap([{ over: ["0,0", "1,0"] }]);
    await expect(shelf.keep(town)).rejects.toThrow(/^Cannot keep the map: /);
    const inFile = openMapShelf(process.execPath, () => undefined);
    await expect(inFile.keep(town)).rejects.toThrow(/^Cannot keep the map: ENOTDIR/);
  });

  test("clears away what whoever was killed left half written, and nothing of the living", async () => {
    const shelf = openMapShelf(stateFolder, () => undefined);
    const town = await townMap([{ over: ["0,0", "1,0"] }]);
    const kept = await shelf.keep(town);
    const folder = join(stateFolder, "maps");
    const half = (pid: number | undefined) => `imported.roads.${pid}-0.new`;
    const source = `require("node:fs").writeFileSync(
      process.argv[1] + "/imported.roads." + process.pid + "-0.new", "half");
      process.stdout.write("begun"); setInterval(() => {}, 1000)`;
    const writers = [0, 1].map(() => spawn(process.execPath, ["-e", source, folder]));
    await Promise.all(writers.map(({ stdout }) => once(stdout, "data")));
    const [killed, living] = writers;
    try {
      const gone = once(killed!, "exit");
      killed!.kill("SIGKILL");
      await gone;
      expect(await readdir(folder)).toContain(half(killed!.pid));
      expect(await shelf.keep(town)).toBe(kept);
      const left = await readdir(folder);
      expect(left).not.toContain(half(killed!.pid));
      expect(left).toContain(half(living!.pid));
    } finally {
      living!.kill("SIGKILL");
    }
  });
});
