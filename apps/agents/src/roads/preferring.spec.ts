import type { MatrixFound, RoadsDesk, RouteFound, RouteQuestion } from "@msafara/domain";
import { Fault, refuse } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { type BetterRoads, preferring } from "./preferring.ts";

const NAIROBI = { lat: -1.286, lng: 36.817 };
const MOMBASA = { lat: -4.043, lng: 39.668 };
const OWN = { source: "own", attribution: "© OpenStreetMap", notes: ["map-is-generated"] } as const;
const GOOGLE = { source: "google", attribution: "Google Maps", notes: [] } as const;
const LESS = ["map-is-generated", "eta-may-be-less-accurate"];
const ROUTE = { distanceM: 1, durationS: 1, polyline: "", legs: [], confidence: "some" } as const;
const none = { distanceM: [[null]], durationS: [[null]] } satisfies Partial<MatrixFound>;

const own: RoadsDesk = {
  route: async () => ({ ...OWN, routes: [ROUTE] }),
  matrix: async () => ({ ...OWN, ...none }),
  tours: async () => ({ ...OWN, tours: [], leftOut: [] }),
  geocode: async () => ({ ...OWN, places: [] }),
  reverse: async () => ({ ...OWN, name: "Mombasa Road, Nairobi" }),
};

/** Google on a good day; each test spoils one thing. */
function google(spoil: Partial<BetterRoads> = {}): BetterRoads {
  return {
    route: async (): Promise<RouteFound> => ({ ...GOOGLE, routes: [ROUTE] }),
    matrix: async () => ({ ...GOOGLE, ...none }),
    geocode: async () => ({ ...GOOGLE, places: [] }),
    reverse: async () => ({ ...GOOGLE, name: "Mombasa Rd" }),
    ...spoil,
  };
}

/** A van from Nairobi to Mombasa. */
function drive(kind: "van" | "truck" | "motorcycle" = "van"): RouteQuestion {
  const stops = [{ position: NAIROBI }, { position: MOMBASA }];
  return { stops, vehicle: { kind }, optimize: "time", alternatives: false };
}
const pair = { origins: [NAIROBI], destinations: [MOMBASA] };
const away = () => Promise.reject(new Fault("Google is away", { retry: true }));

describe("whoever prefers Google (U108)", () => {
  test("gets his ways, times and places while he answers", async () => {
    const desk = preferring(google(), own);
    expect(await desk.route(drive())).toMatchObject({ source: "google", notes: [] });
    expect(await desk.matrix({ ...drive(), ...pair })).toMatchObject({ source: "google" });
    expect(await desk.geocode({ text: "Thika", limit: 1 })).toMatchObject({ source: "google" });
    expect(await desk.reverse(NAIROBI)).toMatchObject({ name: "Mombasa Rd" });
  });

  test("gets our own while he is away, and is told what that does to arrivals", async () => {
    const heard: string[] = [];
    const down = google({ route: away, matrix: away, geocode: away, reverse: away });
    const desk = preferring(down, own, (question, { message }) => heard.push(question, message));
    expect(await desk.route(drive())).toMatchObject({ source: "own", notes: LESS });
    expect(await desk.matrix({ ...drive(), ...pair })).toMatchObject({
      source: "own",
      notes: LESS,
    });
    const place = await desk.geocode({ text: "Thika", limit: 1 });
    expect(place).toMatchObject({ source: "own", notes: OWN.notes });
    expect(await desk.reverse(NAIROBI)).toMatchObject({ source: "own", notes: OWN.notes });
    expect(heard).toContain("Google is away");
    expect(heard.filter((_, at) => at % 2 === 0)).toEqual([
      "route",
      "matrix",
      "geocode",
      "reverse",
    ]);
  });

  test.for([
    ["truck", "bridges"],
    ["motorcycle", "bans"],
  ] as const)("never gets his way for a %s, whose %s he does not know", async ([kind]) => {
    const asked: string[] = [];
    const note = async (question: string) => {
      asked.push(question);
      return refuse("no-road-near");
    };
    const spied = google({ route: () => note("route"), matrix: () => note("matrix") });
    const desk = preferring(spied, own);
    expect(await desk.route(drive(kind))).toMatchObject({ source: "own", notes: LESS });
    const table = await desk.matrix({ ...drive(kind), ...pair });
    expect(table).toMatchObject({ source: "own", notes: LESS });
    expect(asked).toEqual([]);
  });

  test("fills no large matrix, whose every cell is paid", async () => {
    const desk = preferring(google(), own);
    const [origin] = pair.origins;
    const sources = async (destinations: number) => {
      const origins = Array.from({ length: 5 }, () => origin!);
      const many = Array.from({ length: destinations }, () => origin!);
      return await desk.matrix({ ...drive(), origins, destinations: many });
    };
    expect(await sources(5)).toMatchObject({ source: "google" });
    expect(await sources(6)).toMatchObject({ source: "own", notes: LESS });
  });

  test("gets our reasons where he refuses without any", async () => {
    const obstacles = [{ limit: "maxheight", osmId: 1234, name: "A104", said: { en: "", sw: "" } }];
    const no = { ...refuse("no-way"), obstacles };
    const desk = preferring(
      google({ route: async () => ({ ...refuse("no-way"), obstacles: [] }) }),
      {
        ...own,
        route: async () => no,
      },
    );
    expect(await desk.route(drive())).toEqual(no);
  });

  test("gets our tours", async () => {
    const desk = preferring(google(), own);
    const tours = await desk.tours({ trucks: [], loads: [], budgetMs: 1 });
    expect(tours).toMatchObject({ source: "own" });
  });

  test("hears of a bug, which nobody stands in for", async () => {
    const broken = google({ route: () => Promise.reject(new TypeError("A bug")) });
    await expect(preferring(broken, own).route(drive())).rejects.toThrow("A bug");
  });
});
