import { afterAll, describe, expect, test } from "vitest";
import type { Told } from "../src/wire/ask-wire.ts";
import { changedBy } from "../src/wire/changed-by.ts";
import { askGood, goodCall, RECIPE_NAMES } from "../src/wire/good-call.ts";
import { openWalk } from "../src/wire/open-walk.ts";
import { type Operation, operationsOf } from "../src/wire/operations-of.ts";
import { reworded } from "../src/wire/reworded.ts";
import { countEvents } from "../src/wire/take-digest.ts";

const walk = await openWalk();
const { stage, pairs } = walk;
const { look } = stage;
const operations = operationsOf(stage.document);
const commands = operations.filter(({ manner }) => manner === "command");
const credentials = operations.filter(({ manner }) => manner === "credential");
afterAll(() => stage.close());

describe("every operation of the document", () => {
  test("has a recipe, and no recipe is left over", () => {
    expect([...RECIPE_NAMES].toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  });

  test.for(operations)("$id does what it is asked for in a good world", async (operation) => {
    const call = await goodCall(walk, operation, pairs[0]);
    const told = await askGood(walk, operation, call);
    expect(told.status, told.text).toBe(successOf(operation));
    expect(told.headers.has("x-dry-run")).toBe(false);
  });
});

describe("every command", () => {
  test.for(commands)(
    "$id changes nothing while it is rehearsed, and is then done so",
    async (operation) => {
      const key = `${operation.id}-rehearsed`;
      const call = await goodCall(walk, operation, pairs[0]);
      const rehearsals: Told[] = [];
      const rehearse = async () =>
        rehearsals.push(await askGood(walk, operation, { ...call, key, dryRun: true }));
      expect(await changedBy(look, rehearse)).toEqual([]);
      const [rehearsed] = rehearsals;
      expect([rehearsed?.status, rehearsed?.headers.get("x-dry-run")], rehearsed?.text).toEqual([
        200,
        "true",
      ]);
      const done = await askGood(walk, operation, { ...call, key });
      expect(done.status, done.text).toBe(successOf(operation));
      const seen = { known: JSON.stringify(call), now: Date.now() };
      expect(reworded(rehearsed?.body, seen)).toEqual(reworded(done.body, seen));
      // And what would be refused the second time, is refused in the rehearsal in the same words.
      const again = await askGood(walk, operation, { ...call, dryRun: true });
      const really = await askGood(walk, operation, call);
      expect(verdictOf(again)).toEqual(verdictOf(really));
    },
  );

  test.for(commands)(
    "$id is done once for a key, whichever gateway it comes to",
    async (operation) => {
      const key = `${operation.id}-once`;
      const call = await goodCall(walk, operation, pairs[0]);
      const first = await askGood(walk, operation, { ...call, key });
      const repeat = async () => {
        for (const door of [0, 1] as const) {
          const again = await askGood(walk, operation, { ...call, key, door });
          expect([again.status, again.text]).toEqual([first.status, first.text]);
        }
      };
      expect(await changedBy(look, repeat)).toEqual([]);
      const other = await goodCall(walk, operation, pairs[0]);
      const reuse = async () => {
        const refused = await askGood(walk, operation, {
          ...other,
          ...(call.as && { as: call.as }),
          key,
          door: 1,
        });
        expect([refused.status, refused.body.code]).toEqual([422, "idempotency-key-reused"]);
      };
      expect(await changedBy(look, reuse)).toEqual([]);
    },
  );

  test.for(commands)(
    "$id is done once when it comes twice at once, and for each principal",
    async (operation) => {
      const key = `${operation.id}-once`;
      const before = await goodCall(walk, operation, pairs[0]);
      const call = await goodCall(walk, operation, pairs[1]);
      const alone = await effectOf(() => askGood(walk, operation, before));
      const twice = await effectOf(async () => {
        const doors = [0, 1] as const;
        const [one, two] = await Promise.all(
          doors.map((door) => askGood(walk, operation, { ...call, key, door })),
        );
        expect(one?.status, one?.text).toBe(successOf(operation));
        expect([two?.status, two?.text]).toEqual([one?.status, one?.text]);
      });
      expect(twice).toEqual(alone);
      expect(Object.keys(alone)).not.toEqual([]);
    },
  );
});

describe("every credential", () => {
  test.for(credentials)("$id takes no key and no rehearsal, and says so", async (operation) => {
    const call = await goodCall(walk, operation, pairs[0]);
    const ask = async () => {
      const keyed = await askGood(walk, operation, { ...call, key: "once" });
      expect([keyed.status, keyed.body.code], keyed.text).toEqual([400, "malformed"]);
      expect(keyed.body.errors).toMatchObject([{ path: "/Idempotency-Key" }]);
      const dry = await askGood(walk, operation, { ...call, dryRun: true });
      expect(dry.body.code, dry.text).toBe("dry-run-not-offered");
    };
    expect(await changedBy(look, ask)).toEqual([]);
  });
});

/** The status of a route that has done what it is for. */
function successOf({ route }: Operation): number {
  return Number(Object.keys(route.responses)[0]);
}

/** What came of it, apart from what is minted each time. */
function verdictOf({ status, body }: Told) {
  return status < 300 ? "done" : [status, body.code, body.detail];
}

/** What happened, and how often. */
async function effectOf(act: () => Promise<unknown>) {
  const before = await countEvents(look);
  await act();
  const after = await countEvents(look);
  const grown = Object.keys(after).map((kind) => [kind, (after[kind] ?? 0) - (before[kind] ?? 0)]);
  return Object.fromEntries(grown.filter(([, count]) => count !== 0));
}
