import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const KNIP = join(ROOT, "node_modules/knip/bin/knip.js");

/** A checkout with one package, in which all is alive. */
const alive = {
  "package.json": `{"name":"garden","type":"module"}`,
  "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
  "packages/toll/package.json": `{"name":"@msafara/toll","type":"module","exports":{".":"./src/index.ts"}}`,
  "packages/toll/src/index.ts": `export { pay } from "./toll.ts";`,
  "packages/toll/src/toll.ts": "export const pay = () => 1;",
};

/** What knip says to these sources under the checkout's own configuration. */
async function knip(sources: Readonly<Record<string, string>>): Promise<string> {
  const garden = await mkdtemp(join(tmpdir(), "msafara-knip-"));
  try {
    await cp(join(ROOT, "knip.json"), join(garden, "knip.json"));
    await symlink(join(ROOT, "node_modules"), join(garden, "node_modules"));
    for (const [path, source] of Object.entries(sources)) {
      await mkdir(dirname(join(garden, path)), { recursive: true });
      await writeFile(join(garden, path), source);
    }
    return await new Promise((resolve) => {
      const ask = [KNIP, "--reporter=compact", "--no-config-hints"];
      execFile(process.execPath, ask, { cwd: garden }, (error, stdout, stderr) =>
        resolve(error === null ? "" : stdout + stderr),
      );
    });
  } finally {
    await rm(garden, { recursive: true });
  }
}

test("lets a package pass in which all is alive", async () => {
  expect(await knip(alive)).toBe("");
});

test("catches a file that nobody opens, an export and a dependency that nobody uses", async () => {
  const manifest = alive["packages/toll/package.json"].replace(
    /}$/,
    `,"dependencies":{"left-pad":"1.3.0"}}`,
  );
  const said = await knip({
    ...alive,
    "packages/toll/package.json": manifest,
    "packages/toll/src/gate.ts": "export const gate = 1;",
    "packages/toll/src/toll.ts": "export const pay = () => 1;\nexport const flee = () => 2;",
  });
  expect(said).toContain("packages/toll/src/gate.ts");
  expect(said).toContain("flee");
  expect(said).toContain("left-pad");
});
