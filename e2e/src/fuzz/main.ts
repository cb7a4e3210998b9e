import { Fault, realWorld } from "@msafara/kernel";
import { askAbsurdly } from "./ask-absurdly.ts";
import { fuzzFrames } from "./fuzz-frames.ts";
import { fuzzRequests } from "./fuzz-requests.ts";
import { openTown } from "./open-town.ts";
import { type FuzzOptions, readOptions, USAGE } from "./options.ts";
import { settlePeople } from "./settle-people.ts";
import { sufferSlowClients } from "./slow-clients.ts";
import { smuggle } from "./smuggle.ts";
import { takeServersAway } from "./take-servers-away.ts";
import { judgeWeight, weigh } from "./watch-weight.ts";

const SEEDS = 1_000_000;
const tell = (line: string) => console.log(`  ${line}`);

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  let options;
  try {
    options = readOptions(args, Math.floor(realWorld().dice("seed") * SEEDS));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  console.log(`seed ${options.seed}`);
  try {
    await attack(options);
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  }
}

/** Each attack on a town of its own, so that one does not hide what another did. */
async function attack(options: FuzzOptions): Promise<void> {
  await inTown("requests", async (scene) => {
    const before = await weigh(scene.town);
    const raw = await smuggle(scene);
    const { complaints, answers: absurd } = await askAbsurdly(scene);
    if (complaints.length > 0) throw new Fault(complaints.join("\n"), { retry: false });
    const figures = await fuzzRequests(scene, { ...options, tell });
    const after = await weigh(scene.town);
    judgeWeight(before, after);
    return { ...raw, absurd, ...figures, before, after };
  });
  await inTown("frames", async (scene) => {
    const before = await weigh(scene.town);
    const figures = await fuzzFrames(scene, { ...options, tell });
    const after = await weigh(scene.town);
    judgeWeight(before, after);
    return { ...figures, before, after };
  });
  if (options.followers > 0) {
    await inTown("slow clients", (scene) => sufferSlowClients(scene, options));
  }
  if (options.awayMs > 0) await sufferOutages(options);
}

async function sufferOutages({ seed, awayMs }: FuzzOptions): Promise<void> {
  const came = await takeServersAway({ awayMs, seed, shippers: 8, drivers: 24, tell });
  console.log("outages", came);
  if (came.wrongs.length > 0) throw new Fault(came.wrongs.join("\n"), { retry: false });
}

async function inTown(
  name: string,
  attackIt: (scene: Awaited<ReturnType<typeof openScene>>) => Promise<unknown>,
): Promise<void> {
  const scene = await openScene();
  try {
    console.log(name, await attackIt(scene));
  } finally {
    await scene.town.close();
  }
}

async function openScene() {
  const town = await openTown();
  return { town, people: await settlePeople(town) };
}
