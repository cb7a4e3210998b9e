import { glob, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { checkout } from "../checkout.ts";
import { type Suite, suites } from "../suites.ts";
import { runCommand } from "./run-command.ts";
import { type Tally, tallyOf, type VitestReport } from "./tally.ts";

/** One part of the gate. */
export interface Stage {
  readonly title: string;
  readonly run: () => Promise<Tally>;
}

/** The stages in their order; some paths narrow it to what can be said about those rooms alone. */
export function stagesFor(paths: readonly string[]): readonly Stage[] {
  const whole = paths.length === 0;
  const checks = [
    tool("format", ["oxfmt", "--check", ...paths]),
    tool("types", ["tsc", "-p", "."]),
    tool("lint", ["oxlint", ...paths]),
  ];
  if (whole) checks.push(tool("knip", ["knip"]));
  return [...checks, ...Object.values(suites).map((suite) => tests(suite, paths))];
}

function tool(title: string, [command = "", ...args]: readonly string[]): Stage {
  return {
    title,
    run: async () => {
      const { exitCode, output } = await runCommand(command, args);
      return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, output };
    },
  };
}

function tests(suite: Suite, paths: readonly string[]): Stage {
  return {
    title: suite.title,
    run: async () => {
      if (!(await hasFiles(suite, paths))) {
        const note = paths.length === 0 ? "nothing here yet" : "nothing here";
        return { passed: 0, failed: 0, skipped: 0, note, output: "" };
      }
      return await runVitest(suite, paths);
    },
  };
}

async function hasFiles({ include, exclude }: Suite, paths: readonly string[]): Promise<boolean> {
  const wanted = paths.map((path) => path.replace(/\/+$/, ""));
  for await (const file of glob([...include], { cwd: checkout.root, exclude: [...exclude] })) {
    if (wanted.length === 0 || wanted.some((path) => file.startsWith(path))) return true;
  }
  return false;
}

async function runVitest(suite: Suite, paths: readonly string[]): Promise<Tally> {
  const folder = join(checkout.state, "reports");
  const file = join(folder, `${suite.name}-${process.pid}.json`);
  await mkdir(folder, { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ended = await runCommand("vitest", [
    "run",
    "--project",
    suite.name,
    ...reporters,
    ...paths,
  ]);
  const report = await readFile(file, "utf8").then(
    (text): VitestReport => JSON.parse(text),
    () => undefined,
  );
  await rm(file, { force: true });
  return tallyOf(report, ended);
}
