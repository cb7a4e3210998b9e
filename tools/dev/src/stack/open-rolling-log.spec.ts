import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRollingLog } from "./open-rolling-log.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "msafara-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a log goes on where it was, is put aside when full, and is deaf once closed", async () => {
  const path = join(folder, "single.log");
  for (const line of ["one\n", "two\n", "three\n"]) {
    const log = openRollingLog(path, 8);
    log.write(line);
    log.close();
    log.write("nobody\n");
  }
  expect(await readFile(path, "utf8")).toBe("three\n");
  expect(await readFile(`${path}.1`, "utf8")).toBe("one\ntwo\n");
});
