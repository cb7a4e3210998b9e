import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askAbsurdly } from "../src/fuzz/ask-absurdly.ts";
import { fuzzFrames } from "../src/fuzz/fuzz-frames.ts";
import { fuzzRequests, troublesOf } from "../src/fuzz/fuzz-requests.ts";
import { openTown, type Town } from "../src/fuzz/open-town.ts";
import { type People, settlePeople } from "../src/fuzz/settle-people.ts";
import { dribble, sufferSlowClients } from "../src/fuzz/slow-clients.ts";
import { smuggle } from "../src/fuzz/smuggle.ts";
import { judgeWeight, weigh } from "../src/fuzz/watch-weight.ts";

const SEED = 20_261_121;

let town: Town;
let people: People;

beforeAll(async () => {
  town = await openTown();
  people = await settlePeople(town);
});
afterAll(() => town.close());

test("3,000 requests of any kind are each answered as listed, and leave no row and no weight", async () => {
  const before = await weigh(town);
  const { requests, byStatus, judged } = await fuzzRequests(
    { town, people },
    { requests: 3_000, seed: SEED },
  );
  expect(requests).toBeGreaterThan(2_500);
  expect(judged).toBeGreaterThan(200);
  // What gets through is the better half of the attack: without it nothing behind the door is tried.
  expect((byStatus["200"] ?? 0) + (byStatus["201"] ?? 0)).toBeGreaterThan(200);
  judgeWeight(before, await weigh(town));
});

test("what the schema allows to ask of the roads and nobody in his senses asks is answered as listed", async () => {
  const { complaints, answers } = await askAbsurdly({ town, people });
  expect(complaints).toEqual([]);
  expect(troublesOf(town)).toEqual([]);
  const statuses = Object.values(answers);
  // Behind the door of the schema, and turned away there.
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(5);
  expect(answers).toMatchObject({
    "/routes, round the globe avoided": 422,
    "/routes, NaN": 400,
    "/routes/optimize, several shifts beside hours": 422,
    "/routes/optimize, an id of a megabyte": 400,
  });
});

describe("while twenty clients dribble", () => {
  let dribbling: Promise<number>;
  // It takes them ten seconds to be cut off, in which others have work to do.
  beforeAll(() => void (dribbling = dribble(town.port, 20)));

  test("what proxies and servers quarrel about is heard as one request, or as none", async () => {
    expect(await smuggle({ town, people })).toEqual({ shapes: 34 });
    expect(troublesOf(town)).toEqual([]);
  });

  test("3,000 frames of any kind are answered by frames that are listed, and leave no row and no socket", async () => {
    const { frames, heard, judged } = await fuzzFrames(
      { town, people },
      { frames: 3_000, seed: SEED },
    );
    expect(frames).toBeGreaterThan(2_000);
    expect(judged).toBeGreaterThan(20);
    expect(heard["subscribed"]).toBeGreaterThan(0);
    expect(heard["error frame-malformed"]).toBeGreaterThan(0);
  });

  test("all others are served, and they are cut off", async () => {
    const crowd = { idle: 100, followers: 100, dribblers: 0 };
    const { fanOutMs } = await sufferSlowClients({ town, people }, crowd);
    expect(fanOutMs.last).toBeGreaterThan(0);
    expect(await dribbling).toBeGreaterThan(8_000);
  });
});
