import { existsSync } from "node:fs";
import { readDevConfig } from "./config.ts";
import { stagesFor } from "./gate/stages.ts";
import { lastLine, stageLine, type Tally } from "./gate/tally.ts";

/** The gate: every stage runs, also after one has failed, so that one look tells all. */
async function test(paths: readonly string[]): Promise<void> {
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) {
    console.error(`Found no "${missing}": name a folder or file of this checkout`);
    process.exitCode = 1;
    return;
  }
  const { terminal } = readDevConfig();
  const tallies: Tally[] = [];
  for (const { title, run } of stagesFor(paths)) {
    const from = performance.now();
    if (terminal) process.stdout.write(`… ${title}\r`);
    const tally = await run();
    tallies.push(tally);
    console.log(stageLine(title, tally, performance.now() - from));
    if (tally.failed > 0) console.log(`\n${tally.output.trimEnd()}\n`);
  }
  console.log(lastLine(tallies));
  if (tallies.some((tally) => tally.failed > 0)) process.exitCode = 1;
}

await test(process.argv.slice(2).filter((word) => word !== "--"));
