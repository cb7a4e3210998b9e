import { array, assert as assertLaw, asyncProperty, stringify } from "fast-check";
import { Fault, realWorld } from "@msafara/kernel";
import { anyWish } from "./any-wish.ts";
import { openCensus } from "./open-census.ts";
import type { Town } from "./open-town.ts";
import { readContract } from "./read-contract.ts";
import { comeInAgain, type People } from "./settle-people.ts";
import { openSpeaker, type Reply } from "./open-speaker.ts";
import { type Written, writeWish } from "./write-wish.ts";
import type { Wish } from "./wish.ts";

const AT_ONCE = 16;
/** A volley is of any size up to that, so this many on average. */
const VOLLEY = (AT_ONCE + 1) / 2;
const COME_IN_EVERY = 8;

/** What came of so many requests. */
export interface RequestFigures {
  readonly requests: number;
  readonly ms: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

/**
 * Sends requests in volleys and holds each answer against the served document. Whatever stands in the
 * tables afterwards has been answered for: a refused request leaves no row.
 */
export async function fuzzRequests(
  { town, people }: { readonly town: Town; readonly people: People },
  { requests, seed }: { readonly requests: number; readonly seed: number },
): Promise<RequestFigures> {
  const world = realWorld();
  const contract = await readContract(town.url);
  const census = await openCensus(town.look);
  const speakers = Array.from({ length: AT_ONCE }, () => openSpeaker(town.port));
  const writer = { contract, people, now: world.now() };
  const byStatus: Record<string, number> = {};
  const from = world.ticks();
  let sent = 0;
  let volleys = 0;

  async function send(wish: Wish, i: number): Promise<string | undefined> {
    const written = writeWish(writer, wish);
    const heard = await speakers[i]!.say(written.bytes, {
      isHead: written.isHead,
      isLast: written.mayHangUp,
    });
    sent += 1;
    const status = typeof heard === "string" ? heard : heard.status;
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (heard === "hung-up" && written.mayHangUp) return undefined;
    if (typeof heard !== "string") census.note(written.operation?.id, madeBy(written, heard));
    const complaint = contract.complain(written.operation, heard, { isHead: written.isHead });
    return complaint === undefined
      ? undefined
      : `${written.operation?.id ?? "no route"}: ${complaint}`;
  }

  const everyAnswerIsListed = asyncProperty(
    array(anyWish, { minLength: 1, maxLength: AT_ONCE, size: "max" }),
    async (wishes) => {
      await town.liftLimits();
      if (volleys++ % COME_IN_EVERY === 0) await comeInAgain(town, people);
      const complaints = (await Promise.all(wishes.map(send))).filter((each) => each !== undefined);
      complaints.push(...troublesOf(town));
      if (complaints.length > 0) throw new Fault(complaints.join("\n"), { retry: false });
    },
  );
  try {
    const numRuns = Math.ceil(requests / VOLLEY);
    await assertLaw(everyAnswerIsListed, { seed, numRuns, endOnFailure: false });
  } finally {
    for (const speaker of speakers) speaker.close();
  }
  await census.judge();
  return { requests: sent, ms: world.ticks() - from, byStatus };
}

/** The body of something that was really made. */
function madeBy({ isRehearsal, isHead }: Written, { status, body }: Reply): unknown {
  if (isHead || isRehearsal || (status !== 200 && status !== 201)) return undefined;
  return JSON.parse(body);
}

/** What a program of the town says went wrong, or that it has died. */
export function troublesOf({ gateway, agents }: Town): readonly string[] {
  return [gateway, agents].flatMap((program) => {
    const death = program.death();
    const said = program.troubles().map((line) => `${program.app} logs ${stringify(line)}`);
    program.forgetTroubles();
    return death === undefined ? said : [...said, death];
  });
}
