import { answerRoads, ROADS_GROUP, type RoadsDesk, roadsOver } from "@msafara/domain";
import { Fault, realWorld, refuse } from "@msafara/kernel";
import { openGroupCaller, serveGroup } from "@msafara/runtime";
import { openMemoryBus, openMemoryExchange } from "@msafara/runtime/memory";
import { afterEach, describe, expect, test } from "vitest";
import { KEYS, openTestDoor } from "../specs/open-test-door.ts";
import { answerPlaces } from "./answer-places.ts";
import { answerWays } from "./answer-ways.ts";
import { BRIDGE, NOON, standInRoads } from "./specs/stand-in-roads.ts";

const NAIROBI = { lat: -1.286, lng: 36.817 };
const MOMBASA = { lat: -4.043, lng: 39.668 };
const SHIFT = { from: "2026-11-20T03:00:00Z", to: "2026-11-20T15:00:00Z" };
const vehicle = { kind: "truck", heightM: 4.2, hazardous: true };
const CALL = { position: MOMBASA, windows: [SHIFT] };

/** A good question at each address; each test spoils one thing. */
const GOOD = {
  "/routes": { vehicle, stops: [{ position: NAIROBI }, { position: MOMBASA }] },
  "/routes/matrix": { vehicle, origins: [NAIROBI], destinations: [MOMBASA, NAIROBI] },
  "/routes/optimize": {
    trucks: [{ id: "KCB 123A", vehicle, shifts: [SHIFT], capacityKg: 26_000 }],
    loads: [{ id: "Tea 17", delivery: CALL, weightKg: 12_000 }],
  },
};
type Path = keyof typeof GOOD;
const NAMES = ["/geocode?q=Thika", "/reverse-geocode?at=-1.286,36.817"] as const;

type Shown = Readonly<Record<string, string>>;

function open(roads: RoadsDesk) {
  const door = openTestDoor({ handlers: { ...answerWays(roads), ...answerPlaces(roads) } });
  return {
    ask: async (path: Path, body: object = {}, headers: Shown = {}) =>
      await door.app.inject({
        method: "POST",
        url: `/api/v1${path}`,
        headers: "x-api-key" in headers ? headers : { ...door.as(), ...headers },
        payload: { ...GOOD[path], ...body },
      }),
    look: async (path: string, headers: Shown = {}) =>
      await door.app.inject({ url: `/api/v1${path}`, headers: { ...door.as(), ...headers } }),
  };
}

/** Answers as ever, and writes down what is asked. */
function heardBy(asked: unknown[]): RoadsDesk {
  const { route, tours, ...others } = standInRoads();
  const hearing =
    <Question, Answer>(answer: (question: Question) => Answer) =>
    (question: Question) => {
      asked.push(question);
      return answer(question);
    };
  return { ...others, route: hearing(route), tours: hearing(tours) };
}

describe("whoever knows the roads is asked what the wire asked, in his own words", () => {
  test("for a way: the vehicle with its load, now, by time, and no steps unless they are wanted", async () => {
    const asked: unknown[] = [];
    const { ask } = open(heardBy(asked));
    const plain = await ask("/routes");
    expect(plain.json().routes[0].legs[0].steps).toEqual([]);
    const told = await ask(
      "/routes",
      { steps: true, departAt: "2026-11-20T12:00:00+03:00" },
      { "accept-language": "sw" },
    );
    expect(told.json().routes[0].legs[0].steps[0].text).toBe("sw");
    expect(told.json().routes[0].legs[0].arriveAt).toBe("2026-11-20T09:00:00.000Z");
    expect(asked).toMatchObject([
      { vehicle: { kind: "truck", heightM: 4.2, isHazardous: true }, optimize: "time" },
      { steps: "sw", departAt: NOON },
    ]);
    expect(asked[0]).not.toHaveProperty("steps");
  });

  test("for a motorcycle, which is a vehicle like any other", async () => {
    const asked: unknown[] = [];
    const told = await open(heardBy(asked)).ask("/routes", { vehicle: { kind: "motorcycle" } });
    expect(told.statusCode).toBe(200);
    expect(asked).toMatchObject([{ vehicle: { kind: "motorcycle" } }]);
  });

  test("for a matrix, a null where no way leads", async () => {
    const told = await open(standInRoads()).ask("/routes/matrix");
    expect(told.json()).toMatchObject({ distanceM: [[485_200, null]], source: "own" });
  });

  test("for tours, which think for a second unless they are told", async () => {
    const asked: unknown[] = [];
    const { ask } = open(heardBy(asked));
    const told = await ask("/routes/optimize");
    const hours = { from: Date.parse(SHIFT.from), until: Date.parse(SHIFT.to) };
    expect(asked).toMatchObject([
      {
        budgetMs: 1_000,
        trucks: [{ shifts: [hours], vehicle: { isHazardous: true } }],
        loads: [{ id: "Tea 17", delivery: { serviceS: 0, windows: [hours] } }],
      },
    ]);
    expect(told.json().tours[0].pauses[0].from).toBe("2026-11-20T09:00:00.000Z");
    expect(told.json().leftOut[0]).toEqual({
      loadId: "Tea 17",
      reasons: [{ truckId: "KCB 123A", why: "too-large", said: "It is too large" }],
      changes: [{ change: "another-truck", said: "Another truck" }],
      together: [],
      explained: true,
    });
    const swahili = await ask("/routes/optimize", {}, { "accept-language": "sw" });
    expect(swahili.json().leftOut[0].changes[0].said).toBe("Lori lingine");
  });

  test("for names, which can be kept by their tag", async () => {
    const { look } = open(standInRoads());
    const found = await look("/geocode?q=%20Thika%20&near=-1.03,37.07&limit=3");
    expect(found.json().places).toMatchObject([{ name: "Thika 3", position: { lat: -1.03 } }]);
    const here = await look("/reverse-geocode?at=-1.286,36.817");
    expect(here.json()).toMatchObject({ road: { offM: 12 }, place: { offM: 3_400 } });
    const { etag } = here.headers;
    const again = await look("/reverse-geocode?at=-1.286,36.817", {
      "if-none-match": String(etag),
    });
    expect(again.statusCode).toBe(304);
  });
});

describe("what is asked beyond its bounds is refused with its place", () => {
  const many = <Item>(count: number, item: (i: number) => Item) =>
    Array.from({ length: count }, (_, i) => item(i));
  const truck = GOOD["/routes/optimize"].trucks[0]!;
  const load = GOOD["/routes/optimize"].loads[0]!;
  const area = { southWest: NAIROBI, northEast: MOMBASA };

  test.for([
    ["/routes", { stops: [{ position: NAIROBI }] }, "/stops"],
    ["/routes", { stops: many(51, () => ({ position: NAIROBI })) }, "/stops"],
    [
      "/routes",
      { stops: [{ position: { lat: 91, lng: 0 } }, { position: MOMBASA }] },
      "/stops/0/position/lat",
    ],
    ["/routes", { vehicle: { kind: "boat" } }, "/vehicle/kind"],
    ["/routes", { vehicle: { kind: "car", heightM: 101 } }, "/vehicle/heightM"],
    ["/routes", { avoid: { areas: [area] } }, "/avoid/areas/0/northEast/lat"],
    ["/routes", { avoid: { areas: many(21, () => area) } }, "/avoid/areas"],
    ["/routes", { departAt: "tomorrow" }, "/departAt"],
    ["/routes", { color: "red" }, "/color"],
    ["/routes/matrix", { origins: many(101, () => NAIROBI) }, "/origins"],
    ["/routes/matrix", { destinations: [] }, "/destinations"],
    ["/routes/optimize", { budgetMs: 5_001 }, "/budgetMs"],
    ["/routes/optimize", { trucks: many(101, (i) => ({ ...truck, id: `T${i}` })) }, "/trucks"],
    ["/routes/optimize", { loads: many(201, (i) => ({ ...load, id: `L${i}` })) }, "/loads"],
    ["/routes/optimize", { loads: [load, load] }, "/loads"],
    ["/routes/optimize", { loads: [{ id: "Air", weightKg: 1 }] }, "/loads/0"],
    ["/routes/optimize", { loads: [{ ...load, id: "x".repeat(81) }] }, "/loads/0/id"],
  ] as const)("%s %j: %s", async ([path, body, place]) => {
    const { ask } = open(standInRoads());
    for (const language of ["en", "sw"]) {
      const told = await ask(path, body, { "accept-language": language });
      expect([told.statusCode, told.json().code]).toEqual([400, "malformed"]);
      expect(told.json().errors.map((each: { path: string }) => each.path)).toContain(place);
    }
  });

  test("and just within them it is answered", async () => {
    const { ask } = open(standInRoads());
    const within = [
      ["/routes", { stops: many(50, () => ({ position: NAIROBI })) }],
      [
        "/routes/matrix",
        { origins: many(100, () => NAIROBI), destinations: many(100, () => MOMBASA) },
      ],
      [
        "/routes/optimize",
        {
          budgetMs: 5_000,
          trucks: many(100, (i) => ({ ...truck, id: `T${i}` })),
          loads: many(200, (i) => ({ ...load, id: `L${i}` })),
        },
      ],
    ] as const;
    for (const [path, body] of within) expect((await ask(path, body)).statusCode).toBe(200);
  });

  test.for([
    "/geocode?q=",
    `/geocode?q=${"x".repeat(201)}`,
    "/geocode?q=x&limit=21",
    "/geocode",
    "/reverse-geocode?at=here",
  ])("%s", async (path) => {
    expect((await open(standInRoads()).look(path)).json().code).toBe("malformed");
  });
});

describe("a refusal names the place that is to blame, in both languages", () => {
  const noWay =
    (facts: object, obstacles = [BRIDGE]) =>
    async () => {
      return { ...refuse("no-way", { why: "obstacles", stop: 1, ...facts }), obstacles };
    };

  test("a bridge that is too low, as a sentence and by itself", async () => {
    const { ask } = open(standInRoads({ route: noWay({}) }));
    const english = await ask("/routes");
    expect(english.statusCode).toBe(422);
    const detail = `This vehicle cannot get to stop 2: ${BRIDGE.said.en}.`;
    const { said, ...bridge } = BRIDGE;
    expect(english.json()).toMatchObject({
      code: "no-way",
      detail,
      errors: [{ path: "/stops/1", message: detail }],
      obstacles: [{ ...bridge, said: said.en }],
    });
    const swahili = await ask("/routes", {}, { "accept-language": "sw" });
    expect(swahili.json().detail).toBe(`Gari hili haliwezi kufika kituo cha 2: ${said.sw}.`);
    expect(swahili.json().obstacles[0].said).toBe(said.sw);
  });

  test.for([
    [{ why: "turns" }, "turn rules forbid it", "sheria za kupinda zinakataza"],
    [{ why: "apart" }, "no road leads there", "hakuna barabara inayofika huko"],
  ] as const)("no way, and nothing in it: %j", async ([facts, en, sw]) => {
    const { ask } = open(standInRoads({ route: noWay(facts, []) }));
    expect((await ask("/routes")).json().detail).toContain(en);
    const swahili = (await ask("/routes", {}, { "accept-language": "sw" })).json();
    expect(swahili.detail).toContain(sw);
    expect(swahili).not.toHaveProperty("obstacles");
  });

  test("more obstacles than a sentence holds", async () => {
    const { ask } = open(standInRoads({ route: noWay({}, Array(99).fill(BRIDGE)) }));
    const { detail, obstacles } = (await ask("/routes")).json();
    expect(detail.match(/A104/g)).toHaveLength(5);
    expect(obstacles).toHaveLength(20);
  });

  const sea = (facts: Record<string, string | number>) => async () => refuse("no-road-near", facts);
  test.for([
    ["/routes", { route: sea({ stop: 0 }) }, "/stops/0", "stop 1", "kituo cha 1"],
    ["/routes", { route: sea({}) }, "/stops", "one of the stops", "kimojawapo"],
    [
      "/routes/matrix",
      { matrix: sea({ stop: 0, of: "origins" }) },
      "/origins/0",
      "origin 1",
      "chanzo cha 1",
    ],
    [
      "/routes/matrix",
      { matrix: sea({ stop: 1, of: "destinations" }) },
      "/destinations/1",
      "destination 2",
      "mwisho wa 2",
    ],
    ["/routes/matrix", { matrix: sea({}) }, "", "one of the places", "mojawapo"],
    [
      "/routes/optimize",
      { tours: sea({ truck: "KCB 123A" }) },
      "/trucks/0",
      "the start or end of KCB 123A",
      "KCB 123A",
    ],
    ["/routes/optimize", { tours: sea({}) }, "", "one of the places", "mojawapo"],
  ] as const)("%s in the sea: %s %s", async ([path, spoil, place, en, sw]) => {
    const { ask } = open(standInRoads(spoil));
    const english = await ask(path);
    expect([english.statusCode, english.json().code]).toEqual([422, "no-road-near"]);
    expect(english.json().errors[0].path).toBe(place);
    expect(english.json().detail).toContain(en);
    const swahili = await ask(path, {}, { "accept-language": "sw" });
    expect(swahili.json().detail).toContain(sw);
  });

  test("a field without a road says how far off the nearest is", async () => {
    const { ask } = open(standInRoads({ route: sea({ stop: 0, nearestM: 3_449 }) }));
    const english = (await ask("/routes")).json();
    expect(english.detail).toMatch(/near stop 1 \(the nearest is 3\.4 km away\)\.$/);
    expect(english.errors[0].message).toBe(english.detail);
    const swahili = (await ask("/routes", {}, { "accept-language": "sw" })).json();
    expect(swahili.detail).toMatch(/kituo cha 1 \(iliyo karibu zaidi iko kilomita 3\.4\)\.$/);
  });

  test.for([
    ["closed", "all within 2 km are closed to it", "ndani ya kilomita 2 zimefungwa kwake"],
    ["other-side", "none within 2 km passes on the side", "inayopita upande huo"],
    ["other-heading", "none within 2 km leads where it heads", "inayoelekea linakoelekea"],
  ] as const)("a road at the door that is %s is not told as far away", async ([why, en, sw]) => {
    const facts = { stop: 0, why, nearestM: 3, withinM: 2_000 };
    const { ask } = open(standInRoads({ route: sea(facts) }));
    const english = (await ask("/routes")).json();
    expect(english.detail).toContain(`near stop 1 (${en}`);
    expect(english.detail).not.toContain("nearest");
    const swahili = (await ask("/routes", {}, { "accept-language": "sw" })).json();
    expect(swahili.detail).toContain(sw);
  });

  test("a point in the sea has no name", async () => {
    const { look } = open(standInRoads({ reverse: sea({}) }));
    const told = await look("/reverse-geocode?at=0,0");
    expect([told.statusCode, told.json().errors[0].path]).toEqual([422, "/at"]);
  });

  test("tours that mean nothing, and calls that cannot be kept", async () => {
    const facts = { field: "vehicles.KCB 123A.hours", why: "shifts-beside-hours" };
    const said = { en: "expected one shift", sw: "zamu moja ilitarajiwa" };
    const refused = { ...refuse("tours-not-sound", facts), said };
    const nonsense = open(standInRoads({ tours: async () => refused }));
    expect((await nonsense.ask("/routes/optimize")).json()).toMatchObject({
      code: "tours-not-sound",
      detail: "Look at trucks.KCB 123A.hours: expected one shift.",
      errors: [{ path: "/trucks/0/hours" }],
    });
    const swahili = await nonsense.ask("/routes/optimize", {}, { "accept-language": "sw" });
    expect(swahili.json().detail).toBe("Angalia trucks.KCB 123A.hours: zamu moja ilitarajiwa.");
    const locked = { vehicle: "KCB 123A" };
    const late = open(standInRoads({ tours: async () => refuse("locked-not-possible", locked) }));
    expect((await late.ask("/routes/optimize")).json()).toMatchObject({
      code: "locked-not-possible",
      errors: [{ path: "/trucks/0" }],
    });
  });
});

describe("whoever knows the roads may have no time, and may be nowhere", () => {
  const paths = Object.keys(GOOD) as readonly Path[];
  const all = (answer: () => Promise<never>): RoadsDesk => {
    return { route: answer, matrix: answer, tours: answer, geocode: answer, reverse: answer };
  };

  test.for([
    ["roads-busy", { retryAfterS: 6.2 }, "7"],
    ["roads-busy", {}, "2"],
    ["roads-away", {}, "5"],
  ] as const)("%s %j: come again in %s s", async ([code, facts, seconds]) => {
    const answer = async () => refuse(code, facts) as never;
    const { ask, look } = open(standInRoads(all(answer)));
    const told = [];
    for (const path of paths) told.push(await ask(path));
    for (const path of NAMES) told.push(await look(path));
    for (const { statusCode, headers, json } of told) {
      expect([statusCode, headers["retry-after"]]).toEqual([503, seconds]);
      expect(json().code).toBe(code);
    }
  });

  test("what breaks there is told as ours, and can be asked again where that may help", async () => {
    const broken = (retry: boolean) => async () =>
      Promise.reject(new Fault("No thread", { retry }));
    const later = open(standInRoads(all(broken(true))));
    expect((await later.ask("/routes")).json().code).toBe("try-again");
    const never = open(standInRoads(all(broken(false))));
    expect((await never.ask("/routes")).json().code).toBe("broken");
  });
});

describe("over a bus", () => {
  const world = realWorld();
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  function line() {
    const bus = openMemoryBus({ world, exchange: openMemoryExchange({ world }) });
    const caller = openGroupCaller({ bus, world, group: ROADS_GROUP });
    closing.push(caller.close);
    return { bus, ...open(roadsOver(caller.ask)) };
  }

  test("nobody is there, and then somebody is", async () => {
    const { bus, ask } = line();
    expect((await ask("/routes")).json().code).toBe("roads-away");
    const answer = answerRoads(standInRoads());
    closing.push(await serveGroup({ bus, world, group: ROADS_GROUP, answer }));
    await expect.poll(async () => (await ask("/routes")).statusCode, { timeout: 5_000 }).toBe(200);
  });
});

describe("questions", () => {
  test("are for everybody who has signed in and for keys that trade, and for nobody else", async () => {
    const { ask } = open(standInRoads());
    const stranger = { "x-api-key": "msf_live_x" };
    expect((await ask("/routes", {}, stranger)).json().code).toBe("api-key-invalid");
    const key = { "x-api-key": KEYS.shipments };
    expect((await ask("/routes", {}, key)).statusCode).toBe(200);
  });

  test("take no rehearsal, and no notice of a key", async () => {
    const { ask, look } = open(standInRoads());
    expect((await ask("/routes", {}, { "idempotency-key": "one two" })).statusCode).toBe(200);
    expect((await look("/geocode?q=x&dryRun=true")).json().code).toBe("malformed");
  });

  test("have an allowance of their own: 30 in a minute, and names can still be asked for", async () => {
    const { ask, look } = open(standInRoads());
    for (let left = 29; left >= 0; left--) {
      const { headers } = await ask("/routes");
      expect([headers["ratelimit-limit"], headers["ratelimit-remaining"]]).toEqual([
        "30",
        `${left}`,
      ]);
    }
    const told = await ask("/routes/matrix");
    expect([told.statusCode, told.json().code]).toEqual([429, "too-many-requests"]);
    expect((await look(NAMES[0])).headers["ratelimit-limit"]).toBe("100");
    const { headers } = await ask("/routes", {}, { "x-api-key": KEYS.desk });
    expect(headers["ratelimit-limit"]).toBe("300");
  });

  test("count by what they take: a matrix for three, a plan for six, and none where they do not fit", async () => {
    const { ask } = open(standInRoads());
    const left = async (path: Parameters<typeof ask>[0]) => {
      const { statusCode, headers } = await ask(path);
      return [statusCode, headers["ratelimit-remaining"]];
    };
    expect(await left("/routes/matrix")).toEqual([200, "27"]);
    for (const after of [21, 15, 9, 3]) {
      expect(await left("/routes/optimize")).toEqual([200, `${after}`]);
    }
    expect(await left("/routes/optimize")).toEqual([429, "3"]);
    expect(await left("/routes/matrix")).toEqual([200, "0"]);
  });
});
