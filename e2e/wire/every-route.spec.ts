import { afterAll, describe, expect, test } from "vitest";
import { askWire, type Told } from "../src/wire/ask-wire.ts";
import { changedBy } from "../src/wire/changed-by.ts";
import { askGood, type GoodCall, goodCall, RECIPE_NAMES } from "../src/wire/good-call.ts";
import { openWalk } from "../src/wire/open-walk.ts";
import { type Operation, operationsOf } from "../src/wire/operations-of.ts";
import { reworded } from "../src/wire/reworded.ts";
import { countEvents } from "../src/wire/take-digest.ts";

/** Whoever asks again may do so because the message never came: it is the same, with the same token. */
const SENT_AGAIN: Readonly<Record<string, readonly string[]>> = { invite: ["messages"] };
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

  const others = operations.filter(({ manner }) => manner !== "command");
  test.for(others)("$id does what it is asked for in a good world", async (operation) => {
    const call = await goodCall(walk, operation, pairs[0]);
    const told = await askGood(walk, operation, call);
    expectDone(operation, told);
    if (operation.manner !== "read") return;
    const tag = told.headers.get("etag") ?? "";
    const again = await askWire(stage, { ...operation, ...call, known: tag });
    // Counts are those of the moment.
    const isOld = again.text !== "" && again.text !== told.text;
    expect([again.status, again.headers.get("etag")]).toEqual(
      isOld ? [200, expect.not.stringMatching(tag)] : [304, tag],
    );
    expect((await askWire(stage, { ...operation, ...call, known: '"old"' })).status).toBe(200);
  });
});

/** Of each who asked for something: the key of the last that was done for him. */
const spent = new Map<string, string>();

describe.for(commands)("the command $id", (operation) => {
  const key = `${operation.id}-once`;
  let alone: Effect | undefined;

  test("is rehearsed as it is then done, once for its key", async () => {
    const call = await goodCall(walk, operation, pairs[0]);
    const ask = (more: object) => askGood(walk, operation, { ...call, ...more });
    // Agents and plain rows keep books of their own: a key of one is refused by the other.
    const before = spent.get(JSON.stringify(call.as));
    const askAsBefore = async () => {
      const reused = await ask({ key: before });
      expect([reused.status, reused.body?.code]).toEqual([422, "idempotency-key-reused"]);
    };
    if (before !== undefined) expect(await changedBy(stage, askAsBefore)).toEqual([]);
    let rehearsed: Told | undefined;
    const rehearse = async () => (rehearsed = await ask({ key, dryRun: true }));
    expect(await changedBy(stage, rehearse)).toEqual([]);
    expect(rehearsed?.status, rehearsed?.text).toBe(200);
    expect(rehearsed?.headers.get("x-dry-run")).toBe("true");

    let done: Told | undefined;
    alone = await effectOf(async () => (done = await ask({ key })));
    expectDone(operation, done);
    expect(done?.headers.has("idempotency-replayed")).toBe(false);
    spent.set(JSON.stringify(call.as), key);
    const seen = { known: JSON.stringify(call), now: stage.now() };
    expect(reworded(rehearsed?.body, seen)).toEqual(reworded(done?.body, seen));

    const other = await goodCall(walk, operation, pairs[0]);
    const repeat = async () => {
      for (const door of [0, 1] as const) {
        const again = await ask({ key, door });
        expect([again.status, again.text]).toEqual([done?.status, done?.text]);
        expect(again.headers.get("idempotency-replayed")).toBe("true");
        for (const more of reuses(call, other)) {
          const reused = await ask({ ...more, key, door });
          expect([reused.status, reused.body?.code]).toEqual([422, "idempotency-key-reused"]);
        }
      }
    };
    expect(await changedBy(stage, repeat)).toEqual(SENT_AGAIN[operation.id] ?? []);
    // What would be refused the second time is refused by the rehearsal in the same words.
    const again = await ask({ dryRun: true });
    expect(verdictOf(again)).toEqual(verdictOf(await ask({})));
  });

  test("is done once when it comes twice at once, and for each principal", async () => {
    const call = await goodCall(walk, operation, pairs[1]);
    const doors = [0, 1] as const;
    const effect = await effectOf(async () => {
      const asked = doors.map((door) => askGood(walk, operation, { ...call, key, door }));
      const [one, two] = await Promise.all(asked);
      expectDone(operation, one);
      expect([two?.status, two?.text]).toEqual([one?.status, one?.text]);
      const replayed = [one, two].map((told) => told?.headers.has("idempotency-replayed"));
      expect(replayed, "one of them did it").toContain(false);
    });
    expect(effect).not.toEqual({});
    expect(effect).toEqual(alone);
  });
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
    expect(await changedBy(stage, ask)).toEqual([]);
  });
});

/** All that the same key may not be used for: each part alone, and both. */
function reuses(call: GoodCall, other: GoodCall): readonly GoodCall[] {
  const { params = {}, body } = other;
  const all = [
    { ...call, params },
    { ...call, body },
    { ...call, params, body },
  ];
  const asked = (it: GoodCall) => JSON.stringify([it.params ?? {}, it.body]);
  const others = all.filter((it) => asked(it) !== asked(call));
  expect(others, "another good call asks for something else").not.toEqual([]);
  return others;
}

/** As the route has it when it has done what it is for. */
function expectDone({ route }: Operation, told: Told | undefined): void {
  expect(told?.status, told?.text).toBe(Number(Object.keys(route.responses)[0]));
  expect(told?.headers.has("x-dry-run")).toBe(false);
}

/** What came of it, apart from what is minted each time. */
function verdictOf({ status, body }: Told) {
  return status < 300 ? "done" : [status, body.code, body.detail];
}

type Effect = Readonly<Record<string, number>>;

/** What happened, and how often. */
async function effectOf(act: () => Promise<unknown>): Promise<Effect> {
  const before = await countEvents(look);
  await act();
  const after = await countEvents(look);
  const grown = Object.keys(after).map((kind) => [kind, (after[kind] ?? 0) - (before[kind] ?? 0)]);
  return Object.fromEntries(grown.filter(([, count]) => count !== 0));
}
