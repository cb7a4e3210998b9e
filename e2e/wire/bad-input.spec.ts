import { BODY_BYTES_MAX } from "@msafara/contracts";
import { afterAll, describe, expect, test } from "vitest";
import { askWire, type Told } from "../src/wire/ask-wire.ts";
import { changedBy } from "../src/wire/changed-by.ts";
import { type GoodCall, goodCall } from "../src/wire/good-call.ts";
import { inTurns } from "../src/wire/in-turns.ts";
import { openWalk } from "../src/wire/open-walk.ts";
import { type Operation, operationsOf } from "../src/wire/operations-of.ts";
import { spoiltBodies } from "../src/wire/spoilt-bodies.ts";
import { spoiltPaths, spoiltQueries } from "../src/wire/spoilt-queries.ts";

const AT_A_TIME = 16;
const TOLD_MAX = 300;
const DEEP = 200_000;
const NO_BODIES = {
  "": 400,
  "{": 400,
  null: 400,
  '"text"': 400,
  "[]": 400,
  '{"a":NaN}': 400,
  '{"a":1e999}': 400,
  "\u0000": 400,
  '{"__proto__":{"isAdmin":true}}': 400,
  ["[".repeat(DEEP)]: 400,
  [`{"a":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`]: 400,
  [`"${"x".repeat(BODY_BYTES_MAX)}"`]: 413,
  [`{"a":"${"x".repeat(2 * BODY_BYTES_MAX)}"}`]: 413,
};
const walk = await openWalk();
const { stage, pairs } = walk;
const operations = operationsOf(stage.document);
afterAll(() => stage.close());

const goods = new Map<string, ReturnType<typeof makeGood>>();

describe("what is no good request is refused with its place, and changes nothing", () => {
  const withBody = operations.filter(({ body }) => body !== undefined);
  test.for(withBody)("$id, with any one thing of its body spoilt", async (operation) => {
    const good = await goodOf(operation);
    const spoilt = spoiltBodies(stage.document, operation.body);
    await expectRefused(spoilt, ({ body }) => askWire(stage, { ...good, body }));
  });

  test.for(withBody)("$id, with what is no body at all", async (operation) => {
    const good = await goodOf(operation);
    const send = async () => {
      for (const [raw, status] of Object.entries(NO_BODIES)) {
        const told = await askWire(stage, { ...good, raw });
        expect(told.status, `${raw.slice(0, 40)}: ${told.text.slice(0, TOLD_MAX)}`).toBe(status);
      }
    };
    expect(await changedBy(stage, send)).toEqual([]);
  });

  const bodyless = operations.filter(({ body, method }) => body === undefined && method !== "GET");
  test.for(bodyless)("$id, with a body where none is taken", async (operation) => {
    const good = await goodOf(operation);
    const named = ["madeUp", "constructor", "toString"].map((name) => {
      return { path: `/${name}`, how: "is not known", body: { [name]: { isAdmin: true } } };
    });
    const whole = [7, "text", []].map((body) => ({ path: "", how: "is no object", body }));
    await expectRefused([...named, ...whole], ({ body }) => askWire(stage, { ...good, body }));
  });

  const commands = operations.filter(({ manner }) => manner === "command");
  test.for(commands)("$id, with a key that nothing can be filed under", async (operation) => {
    const good = await goodOf(operation);
    const send = async () => {
      for (const key of ["", "two words", "x".repeat(201), "\u00e9"]) {
        const told = await askWire(stage, { ...good, key });
        expect([key, told.status, told.body?.code]).toEqual([
          key,
          400,
          "idempotency-key-malformed",
        ]);
      }
    };
    expect(await changedBy(stage, send)).toEqual([]);
  });

  test.for(operations)("$id, with any one thing of its query spoilt", async (operation) => {
    const good = await goodOf(operation);
    await expectRefused(spoiltQueries(operation), ({ search = "" }) =>
      askWire(stage, { ...good, search }),
    );
  });

  const withPath = operations.filter(({ path }) => path.includes("{"));
  test.for(withPath)("$id, with any one thing of its path spoilt", async (operation) => {
    const good = await goodOf(operation);
    await expectRefused(spoiltPaths(operation), ({ params }) =>
      askWire(stage, { ...good, params: { ...good.params, ...params } }),
    );
  });
});

test("none of it was more than a gateway could bear", () => {
  const ERROR = 50;
  expect(stage.lines.filter(({ level }) => level >= ERROR)).toEqual([]);
  expect(stage.judge.judged()).toBeGreaterThan(1_000);
});

/** One good world for each operation: whatever is refused leaves it as it was. */
function goodOf(operation: Operation) {
  const good = goods.get(operation.id) ?? makeGood(operation);
  goods.set(operation.id, good);
  return good;
}

async function makeGood(operation: Operation) {
  const { method, path } = operation;
  const call: GoodCall = await goodCall(walk, operation, pairs[0]);
  return { method, path, ...call };
}

async function expectRefused<Spoilt extends { readonly path: string; readonly how: string }>(
  spoilt: readonly Spoilt[],
  ask: (each: Spoilt) => Promise<Told>,
): Promise<void> {
  const wrong: string[] = [];
  const send = () =>
    inTurns(spoilt, AT_A_TIME, async (each) => {
      const told = await ask(each);
      if (isToldOf(told, each.path) || isTooLarge(told, each.how)) return;
      wrong.push(`${each.path} ${each.how}: ${told.text.slice(0, TOLD_MAX)}`);
    });
  expect(await changedBy(stage, send)).toEqual([]);
  expect(wrong).toEqual([]);
}

/** Malformed, with the very place; of a union, where it stands. */
function isToldOf({ status, body }: Told, place: string): boolean {
  if (status !== 400 || body.code !== "malformed") return false;
  const { errors = [] } = body;
  return errors.some(({ path }: { path: string }) => {
    // Whoever would reach into prototypes is not read at all: then the whole is to blame.
    const isUnread = path === "" && place.endsWith("/__proto__");
    return isUnread || path === place || (path === "/policy" && place.startsWith("/policy/"));
  });
}

/** A flood may be more than a door reads at all. */
function isTooLarge({ status }: Told, how: string): boolean {
  return status === 413 && how === "is a flood";
}
