import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../../..");
const OXLINT = join(ROOT, "node_modules/oxlint/bin/oxlint");
const CONFIGURATION = [".oxlintrc.json", "tsconfig.base.json", "tsconfig.json"];

/** Sources by path, as they would stand in the checkout. */
export type Plants = Readonly<Record<string, string>>;

/** What oxlint says, by path: `house(no-ambient)`, `eslint(max-params)` … */
export type Findings = Readonly<Record<string, readonly string[]>>;

/**
 * Puts sources into a garden that has the checkout's own configuration, and lints them with the
 * real program. A guard that was only called as a function has never been seen to stand guard.
 */
export async function lintPlanted(plants: Plants): Promise<Findings> {
  const garden = await mkdtemp(join(tmpdir(), "msafara-lint-"));
  try {
    for (const name of CONFIGURATION) await cp(join(ROOT, name), join(garden, name));
    for (const name of ["node_modules", "tools/lint"]) {
      await mkdir(dirname(join(garden, name)), { recursive: true });
      await symlink(join(ROOT, name), join(garden, name));
    }
    for (const [path, source] of Object.entries(plants)) {
      await mkdir(dirname(join(garden, path)), { recursive: true });
      await writeFile(join(garden, path), source);
    }
    return await lint(garden, Object.keys(plants));
  } finally {
    await rm(garden, { recursive: true });
  }
}

async function lint(cwd: string, paths: readonly string[]): Promise<Findings> {
  const ask = [OXLINT, "--format=json", "--no-error-on-unmatched-pattern", ...paths];
  // Findings make oxlint exit with 1: that is its answer, not its failure.
  const run = promisify(execFile)(process.execPath, ask, { cwd });
  const { stdout } = await run.catch((error: { readonly stdout: string }) => error);
  const findings: Record<string, string[]> = Object.fromEntries(paths.map((path) => [path, []]));
  const answer: { diagnostics: { filename: string; code?: string; message: string }[] } =
    JSON.parse(stdout);
  for (const { filename, code, message } of answer.diagnostics) {
    findings[filename]?.push(code ?? message);
  }
  return findings;
}
