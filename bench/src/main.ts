import { parseArgs } from "node:util";
import { realWorld } from "@msafara/kernel";
import { printRows } from "./print-rows.ts";
import type { Bench } from "./bench.ts";
import { runMarket } from "./market/run-market.ts";
import { runRoads } from "./roads/run-roads.ts";
import { runRuntime } from "./runtime/run-runtime.ts";
import { saveResults } from "./save-results.ts";

const BENCHES: Readonly<Record<string, Bench>> = {
  runtime: runRuntime,
  market: runMarket,
  roads: runRoads,
};
const USAGE = `pnpm bench <name> [--quick] [--json] [--only <part>]
  names     ${Object.keys(BENCHES).join(", ")}
  --quick   a minute instead of four to six; figures are rougher
  --only    a part alone, where a bench has parts: roads has geojson, pgrouting, fittings, detours,
            rounds, tours, bundles and arrivals; market has rules, drivers, bids, followers, reads and
            logins
  --json    keeps the results under bench/results
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const [name = ""] = positionals;
const bench = BENCHES[name];

if (bench === undefined || values.help) {
  process.stdout.write(USAGE);
  process.exitCode = values.help ? 0 : 1;
} else {
  const world = realWorld();
  const report = await bench({
    world,
    isQuick: values.quick,
    ...(values.only === undefined ? {} : { only: values.only }),
    say: (line) => console.log(line),
  });
  printRows(report.rows);
  if (values.json) console.log(`kept in ${await saveResults({ name, world, report })}`);
  const missed = report.rows.filter(({ verdict }) => verdict === "missed");
  const unquiet = report.rows.filter(({ verdict }) => verdict === "unquiet");
  if (unquiet.length > 0) console.log(`${unquiet.length} not judged: the machine is not quiet`);
  else if (missed.length === 0) console.log("every target is met");
  if (missed.length > 0) console.log(`${missed.length} missed`);
  if (missed.length > 0) process.exitCode = 1;
}
