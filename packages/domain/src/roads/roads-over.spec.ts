import { Fault, isRefusal } from "@msafara/kernel";
import { assert, asyncProperty, double, property, string, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlacesFound, RoadsRefusal } from "./roads-answer.ts";
import type { RoadsDesk } from "./roads-desk.ts";
import { readRoadsAnswer, readRoadsQuestion } from "./roads-frame.ts";
import { answerRoads, roadsOver } from "./roads-over.ts";

const NAIROBI = { lat: -1.286, lng: 36.817 };
const MOMBASA = { lat: -4.043, lng: 39.668 };
const BASIS = { source: "own", attribution: "© OpenStreetMap", notes: [] } as const;
const DRIVE = { vehicle: { kind: "truck" }, optimize: "time" } as const;
const PAIR = { ...DRIVE, origins: [NAIROBI], destinations: [MOMBASA] };

/** A desk that says what it was asked; each test spoils one question. */
function desk(spoil: Partial<RoadsDesk> = {}): RoadsDesk {
  return {
    route: async () => ({ refused: "no-road-near", facts: { stop: 1 } }),
    matrix: async () => ({ ...BASIS, distanceM: [[485_000, null]], durationS: [[25_000, null]] }),
    tours: async () => ({ ...BASIS, tours: [], leftOut: [] }),
    geocode: async ({ text }) => ({
      ...BASIS,
      places: [{ kind: "place", name: text, position: NAIROBI, score: 1 }],
    }),
    reverse: async ({ lat, lng }) => ({ ...BASIS, name: `${lat},${lng}` }),
    ...spoil,
  };
}

/** The same desk at the other end of a line that loses nothing. */
function far(spoil: Partial<RoadsDesk> = {}): RoadsDesk {
  return roadsOver(answerRoads(desk(spoil)));
}

function placesIn(answer: PlacesFound | RoadsRefusal): PlacesFound["places"] {
  return isRefusal(answer) ? [] : answer.places;
}

describe("the roads over a line", () => {
  test("answer what the desk at the other end answers, to each question", async () => {
    const near = desk();
    const stops = [{ position: NAIROBI }, { position: MOMBASA }];
    const route = { ...DRIVE, stops, alternatives: false };
    const tours = { trucks: [], loads: [], budgetMs: 1 };
    const geocode = { text: "Thika Road", limit: 5 };
    expect(await far().route(route)).toEqual(await near.route(route));
    expect(await far().matrix(PAIR)).toEqual(await near.matrix(PAIR));
    expect(await far().tours(tours)).toEqual(await near.tours(tours));
    expect(await far().geocode(geocode)).toEqual(await near.geocode(geocode));
    expect(await far().reverse(MOMBASA)).toEqual(await near.reverse(MOMBASA));
  });

  test("carry any name and any place unharmed", async () => {
    const degrees = double({ noNaN: true, min: -90, max: 90 });
    const carries = asyncProperty(string({ unit: "binary" }), degrees, async (text, lat) => {
      const [place] = placesIn(await far().geocode({ text, limit: 5 }));
      expect(place?.name).toBe(text);
      expect(await far().reverse({ lat, lng: 0 })).toMatchObject({ name: `${lat},0` });
    });
    await assert(carries);
  });

  test("are away when nobody answers, which is a refusal", async () => {
    const away = roadsOver(async () => undefined);
    expect(await away.reverse(NAIROBI)).toEqual({ refused: "roads-away", facts: {} });
  });

  test("leave time to ask twice, save for tours, and none beyond what the door waits", async () => {
    const waits: (readonly [number, number])[] = [];
    const slow = roadsOver(async (_frame, { tryMs, timeoutMs }) => {
      waits.push([tryMs, timeoutMs]);
      return undefined;
    });
    await slow.matrix(PAIR);
    for (const budgetMs of [2_000, 60_000]) await slow.tours({ trucks: [], loads: [], budgetMs });
    expect(waits).toEqual([
      [4_000, 8_000],
      [5_000, 8_000],
      [8_000, 8_000],
    ]);
  });

  test("are better asked elsewhere where they are busy, and only there", async () => {
    const seen: boolean[] = [];
    const line = (spoil: Partial<RoadsDesk>) =>
      roadsOver(async (frame, { isBetterElsewhere }) => {
        const answer = await answerRoads(desk(spoil))(frame);
        seen.push(isBetterElsewhere(answer));
        return answer;
      });
    await line({ reverse: async () => ({ refused: "roads-busy", facts: {} }) }).reverse(NAIROBI);
    await line({ reverse: async () => ({ refused: "no-road-near", facts: {} }) }).reverse(NAIROBI);
    await line({}).reverse(NAIROBI);
    expect(seen).toEqual([true, false, false]);
  });

  test("pass on what broke at the other end", async () => {
    const broken = far({ reverse: () => Promise.reject(new Fault("No thread", { retry: true })) });
    await expect(broken.reverse(NAIROBI)).rejects.toMatchObject({ message: "No thread" });
  });
});

describe("a frame of another release", () => {
  test.for([
    '{"version":2,"question":"reverse","asked":{}}',
    '{"version":1,"question":"teleport","asked":{}}',
    '{"version":1,"question":"reverse"}',
    '{"version":1,"question":"reverse","asked":null}',
    "null",
    "{",
  ])("is not misunderstood: %s", async (text) => {
    const frame = new TextEncoder().encode(text);
    expect(readRoadsQuestion(frame)).toBeUndefined();
    expect(readRoadsAnswer(frame)).toBeUndefined();
    const fault = { name: "Fault", retry: true };
    await expect(answerRoads(desk())(frame)).rejects.toMatchObject(fault);
    const answered = roadsOver(async () => frame).reverse(NAIROBI);
    await expect(answered).rejects.toMatchObject(fault);
  });

  test("is not misunderstood whatever its bytes", () => {
    const isNothing = property(uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readRoadsQuestion(bytes)).toBeUndefined();
    });
    assert(isNothing);
  });
});
