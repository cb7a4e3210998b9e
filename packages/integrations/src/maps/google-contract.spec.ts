import { Fault, isRefusal } from "@msafara/kernel";
import { assert, jsonValue, property } from "fast-check";
import { describe, expect, test } from "vitest";
import type { GoogleService } from "./google-question.ts";
import { readDirections } from "./read-directions.ts";
import { readMatrix } from "./read-matrix.ts";
import { readHere, readPlaces } from "./read-places.ts";
import { arbitraryAnswer } from "./specs/arbitrary-answer.ts";
import {
  exampleAnswer,
  type GoogleDescription,
  HAS_DESCRIPTION,
  readDescription,
} from "./specs/google-description.ts";
import {
  KEY,
  NAIROBI,
  NAKURU,
  openGoogle,
  routeQuestion,
  stopsInLine,
} from "./specs/open-google.ts";
import { type GoogleMishap, STATUS_MISHAPS } from "./stand-in/google-luck.ts";

type Json = Readonly<Record<string, unknown>>;

let described: GoogleDescription | undefined;

/** Large as it is, it is read once, and by no spec that is skipped. */
function description(): GoogleDescription {
  described ??= readDescription();
  return described;
}

/** All that we know how to ask. */
async function askEverything(mishap?: GoogleMishap) {
  const luck = mishap === undefined ? {} : { rules: [{ meets: mishap }] };
  const opened = await openGoogle({ luck });
  const { google, world } = opened;
  const drive = { vehicle: { kind: "truck" }, optimize: "time" } as const;
  const places = stopsInLine(30).map(({ position }) => position);
  const avoid = { tolls: true, ferries: true };
  const departAt = world.now() + 86_400_000;
  await Promise.allSettled([
    google.route(routeQuestion({ alternatives: true, steps: "sw", avoid })),
    google.route(routeQuestion({ stops: stopsInLine(40), departAt, steps: "en" })),
    google.matrix({ ...drive, origins: [NAIROBI], destinations: places, avoid, departAt }),
    google.matrix({ ...drive, origins: places, destinations: places.slice(0, 11) }),
    google.geocode({ text: "Athi River & Sons, 5%|", near: NAIROBI, limit: 5 }),
    google.geocode({ text: "Mombasa", limit: 5 }),
    google.geocode({ text: "Polar bear", near: { lat: 90, lng: 180 }, limit: 5 }),
    google.reverse(NAKURU),
    google.reverse({ lat: -0.00001, lng: 0 }),
    google.reverse({ lat: -20, lng: 60 }),
  ]);
  return opened;
}

/** What the stand-in says to a question, as it stands on the wire. */
async function bodyOf(
  url: string,
  { service, params }: { service: GoogleService; params: Readonly<Record<string, string>> },
): Promise<unknown> {
  const query = new URLSearchParams({ ...params, key: KEY });
  const response = await fetch(`${url}/maps/api/${service}/json?${query.toString()}`);
  return await response.json();
}

describe.skipIf(!HAS_DESCRIPTION)(
  "by Google's description, which lies beside the repository",
  () => {
    test("every question is valid, and the departure whole seconds", async () => {
      const { wrongsInQuestion } = description();
      const { standIn } = await askEverything();
      expect(standIn.asked().length).toBeGreaterThan(12);
      for (const { service, params } of standIn.asked()) {
        // Swahili is none of the languages that are listed there; the list says of itself that it is not whole.
        const { language, ...others } = params;
        expect(["en", "sw"]).toContain(language);
        const listed = language === "sw" ? others : params;
        expect(wrongsInQuestion(service, listed)).toEqual([]);
        expect(params["departure_time"] ?? "0").toMatch(/^\d+$/);
      }
    });

    test("a question is not valid by luck: spoiled ones are found out", async () => {
      const { wrongsInQuestion } = description();
      const good = { origin: "1,2", destination: "3,4", mode: "driving", region: "ke" };
      expect(wrongsInQuestion("directions", good)).toEqual([]);
      for (const spoil of [
        { mode: "truck" },
        { region: "KE" },
        { alternatives: "yes" },
        { height: "4" },
      ]) {
        expect(wrongsInQuestion("directions", { ...good, ...spoil })).toHaveLength(1);
      }
      expect(wrongsInQuestion("directions", { origin: "1,2" })).toEqual(["destination is missing"]);
    });

    test.for([undefined, ...STATUS_MISHAPS])(
      "the stand-in answers nothing else: %s",
      async (mishap) => {
        const { wrongsInAnswer } = description();
        const { standIn } = await askEverything(mishap);
        for (const asked of standIn.asked()) {
          const body = await bodyOf(standIn.url, asked);
          expect(wrongsInAnswer(asked.service, body)).toEqual([]);
        }
      },
    );

    test("the answers that it shows are read", () => {
      const way = readDirections(recordIn(exampleAnswer("directions_boston_concord_waypoints")), 2);
      expect(way).toMatchObject({ routes: [{ legs: [{ distanceM: 45_307 }] }] });
      expect(JSON.stringify(way)).not.toMatch(/<\/?(?:b|div|wbr)/);
      const size = { rows: 2, columns: 2 };
      const matrix = readMatrix(recordIn(exampleAnswer("distancematrix")), size);
      expect(matrix).toMatchObject({
        hasTraffic: true,
        distanceM: [
          [33_253, 41_491],
          [31_100, 39_338],
        ],
      });
      expect(matrix.durationS).toEqual([
        [2_019, 2_342],
        [1_754, 2_077],
      ]);
    });

    test("any answer that it allows is read, or is a fault that says what was wrong", () => {
      let read = 0;
      const count = (isRead: boolean) => (read += Number(isRead));
      const any = (name: string, judge: (body: Json) => void) =>
        assert(
          property(arbitraryAnswer(description(), name), (body) => judge(recordIn(body))),
          { numRuns: 200 },
        );
      any("DirectionsResponse", (body) => {
        count(readOrFault(() => readDirections(body, legsIn(body) + 1)));
      });
      any("DistanceMatrixResponse", (body) => {
        const [rows, columns] = sizeOf(body);
        count(readOrFault(() => readMatrix(body, { rows, columns })));
      });
      any("GeocodingResponse", (body) => {
        count(readOrFault(() => readPlaces(body)) && readOrFault(() => readHere(body)));
      });
      // A reader that finds fault with all of them has read none.
      expect(read).toBeGreaterThan(100);
    });
  },
);

describe("without any description", () => {
  test("anything at all is read, or is a fault", () => {
    assert(
      property(jsonValue(), (value) => {
        const body = { status: "OK", routes: value, rows: value, results: value };
        readOrFault(() => readDirections(body, 2));
        readOrFault(() => readMatrix(body, { rows: 1, columns: 1 }));
        readOrFault(() => readPlaces(body));
        readOrFault(() => readHere(body));
      }),
    );
  });
});

/** Reads it and looks that every figure can be reckoned with; what is thrown must be a fault of ours. */
function readOrFault(read: () => object): boolean {
  let answer: object;
  try {
    answer = read();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: "google-malformed" });
    return false;
  }
  for (const figure of figuresIn(answer)) expect(Number.isFinite(figure)).toBe(true);
  return !isRefusal(answer);
}

function figuresIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(figuresIn);
}

function recordIn(value: unknown): Json {
  return value as Json;
}

/** So that more is read than the number of legs. */
function legsIn(body: unknown): number {
  const { routes } = recordIn(body);
  const first: unknown = Array.isArray(routes) ? routes[0] : undefined;
  const legs = first === undefined ? undefined : recordIn(first)["legs"];
  return Array.isArray(legs) ? legs.length : 0;
}

function sizeOf(body: unknown): readonly [number, number] {
  const { rows } = recordIn(body);
  if (!Array.isArray(rows)) return [0, 0];
  const elements = rows.length === 0 ? [] : recordIn(rows[0])["elements"];
  return [rows.length, Array.isArray(elements) ? elements.length : 0];
}
