import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Repository } from "./repository.ts";

const ROOT = join(import.meta.dirname, "../../..");
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const TASTE = /^## A taste\n+```ts\n(.*?)^```/ms;

/** What the compiler says to the tastes in package READMEs; an example that lies is worse than none. */
export async function badTastes(repository: Repository): Promise<readonly string[]> {
  const readmes = repository.paths.filter((path) => /^packages\/[^/]+\/README\.md$/.test(path));
  const tastes = readmes.map((path) => ({ path, code: TASTE.exec(repository.text(path))?.[1] }));
  const missing = tastes.filter(({ code }) => code === undefined);
  const kitchen = join(ROOT, ".msafara", `tastes-${process.pid}`);
  try {
    await mkdir(kitchen, { recursive: true });
    for (const { path, code } of tastes) {
      await writeFile(join(kitchen, `${roomOf(path)}.ts`), code ?? "export {};");
    }
    await writeFile(join(kitchen, "tsconfig.json"), JSON.stringify(compilerWishes(repository)));
    const output = await compile(kitchen);
    const spoiled = output.split("\n").filter((line) => /^[\w-]+\.ts\(/.test(line));
    return [...missing.map(({ path }) => `${path} has no taste in TypeScript`), ...spoiled];
  } finally {
    await rm(kitchen, { recursive: true, force: true });
  }
}

/** Every door of every package under its public name, so that a taste reads as its reader's code. */
function compilerWishes(repository: Repository) {
  const manifests = repository.paths.filter((path) =>
    /^packages\/[^/]+\/package\.json$/.test(path),
  );
  const paths = manifests.flatMap((path) => {
    const { exports = {} }: { exports?: Record<string, string> } = JSON.parse(
      repository.text(path),
    );
    const room = roomOf(path);
    return Object.entries(exports).map(([door, file]) => [
      `@msafara/${room}${door.slice(1)}`,
      [`../../packages/${room}/${file.slice(2)}`],
    ]);
  });
  const types = { typeRoots: ["../../node_modules/@types"], types: ["node"] };
  return {
    extends: "../../tsconfig.base.json",
    compilerOptions: { paths: Object.fromEntries(paths), ...types },
    include: ["*.ts"],
  };
}

function roomOf(path: string): string {
  return basename(path.slice(0, path.lastIndexOf("/")));
}

/** Complaints about other files belong to another guard, so that tsc may well exit with an error. */
async function compile(cwd: string): Promise<string> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [TSC, "-p", ".", "--pretty", "false"], { cwd }, (_, stdout) =>
      resolve(stdout),
    );
  });
}
