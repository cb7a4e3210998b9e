import { openRedisBus } from "@msafara/bus";
import { realWorld } from "@msafara/kernel";
import { openHopNode } from "./hop-node.ts";

/** What the parent may say: empty the record, tell it, or end. */
export type HopOrder = "clear" | "tell" | "end";

/** What the child says: that it stands, or what it measured. */
export type HopWord = "ready" | { readonly waits: readonly number[] };

const [url = "", redisUrl = "", name = ""] = process.argv.slice(2);
const world = realWorld();
const bus = await openRedisBus({ url: redisUrl, world, log: () => {} });
const node = await openHopNode({ world, url, bus, name });

process.on("message", (order: HopOrder) => {
  if (order === "clear") node.waits.clear();
  else if (order === "tell") say({ waits: node.waits.all() });
  else void end();
});
// A parent that is gone tells nothing any more.
process.on("disconnect", () => void end());
say("ready");

async function end(): Promise<void> {
  await node.stop();
  await bus.close();
  process.exit(0);
}

function say(word: HopWord): void {
  process.send?.(word);
}
