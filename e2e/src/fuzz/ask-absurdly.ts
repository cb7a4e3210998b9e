import { openSpeaker } from "./open-speaker.ts";
import type { Town } from "./open-town.ts";
import { readContract } from "./read-contract.ts";
import type { People } from "./settle-people.ts";

const NAIROBI = { lat: -1.286, lng: 36.817 };
const MOMBASA = { lat: -4.043, lng: 39.668 };
const GLOBE = { southWest: { lat: -90, lng: -180 }, northEast: { lat: 90, lng: 180 } };
const TRUCK = { kind: "truck" };
const ERA = { from: "2000-01-01T00:00:00.000Z", to: "2100-12-31T23:59:59.999Z" };
const LAST = { from: "2100-12-31T23:59:59.998Z", to: "2100-12-31T23:59:59.999Z" };
const BUDGET_MS = 100;

const stops = [{ position: NAIROBI }, { position: MOMBASA }];
const many = <Item>(length: number, make: (i: number) => Item) =>
  Array.from({ length }, (_, i) => make(i));
const truck = (id: string, own: object = {}) => {
  return { id, vehicle: TRUCK, shifts: [ERA], capacityKg: 20_000, ...own };
};
const load = (id: string, own: object = {}) => {
  return { id, pickup: { position: NAIROBI }, weightKg: 1, ...own };
};
const tours = (own: object) => {
  return { trucks: [truck("KDA")], loads: [load("tea")], budgetMs: BUDGET_MS, ...own };
};
const skills = many(20, (i) => `${i}`.padStart(40, "x"));

/** Questions that the schema allows and nobody in his senses asks. */
const QUESTIONS: readonly (readonly [path: string, name: string, body: object])[] = [
  ["/routes", "round the globe avoided", { stops, vehicle: TRUCK, avoid: { areas: [GLOBE] } }],
  ["/routes", "twenty globes", { stops, vehicle: TRUCK, avoid: { areas: many(20, () => GLOBE) } }],
  [
    "/routes",
    "one place fifty times",
    { stops: many(50, () => ({ position: NAIROBI })), vehicle: TRUCK, steps: true },
  ],
  [
    "/routes",
    "from pole to pole",
    {
      stops: [{ position: { lat: 90, lng: 0 } }, { position: { lat: -90, lng: 180 } }],
      vehicle: TRUCK,
    },
  ],
  ["/routes", "at the end of days", { stops, vehicle: TRUCK, departAt: LAST.to }],
  ["/routes", "before there was a road", { stops, vehicle: TRUCK, departAt: ERA.from }],
  [
    "/routes",
    "as thin as a hair and as heavy as a house",
    { stops, vehicle: { kind: "car", widthM: 0.1, weightKg: 100_000, lengthM: 0.1 } },
  ],
  [
    "/routes",
    "staying for weeks at every stop",
    { stops: many(50, (i) => ({ ...stops[i % 2], stayS: 604_800 })), vehicle: TRUCK },
  ],
  [
    "/routes/matrix",
    "everything from one point",
    { origins: many(25, () => NAIROBI), destinations: many(25, () => NAIROBI), vehicle: TRUCK },
  ],
  [
    "/routes/optimize",
    "two hundred loads at one place",
    tours({ loads: many(200, (i) => load(`${i}`)) }),
  ],
  [
    "/routes/optimize",
    "a hundred trucks for one load",
    tours({ trucks: many(100, (i) => truck(`${i}`)) }),
  ],
  [
    "/routes/optimize",
    "two hundred loads that nobody can take",
    tours({ loads: many(200, (i) => load(`${i}`, { weightKg: 200_000, skills })) }),
  ],
  [
    "/routes/optimize",
    "a shift of a century, by the law",
    tours({ trucks: [truck("KDA", { hours: "eu" })] }),
  ],
  [
    "/routes/optimize",
    "a shift of a millisecond",
    tours({ trucks: [truck("KDA", { shifts: [LAST], hours: "us" })] }),
  ],
  [
    "/routes/optimize",
    "windows over one another",
    tours({ loads: [load("tea", { pickup: { position: NAIROBI, windows: [ERA, LAST, ERA] } })] }),
  ],
  [
    "/routes/optimize",
    "several shifts beside hours",
    tours({ trucks: [truck("KDA", { shifts: [ERA, ERA], hours: "kenya" })] }),
  ],
  [
    "/routes/optimize",
    "locked to what is not there",
    tours({
      trucks: [truck("KDA", { locked: many(400, () => ({ loadId: "fish", what: "delivery" })) })],
    }),
  ],
  [
    "/routes/optimize",
    "a truck that holds nothing",
    tours({ trucks: [truck("KDA", { capacityKg: 0 })] }),
  ],
  ["/routes/optimize", "an id of a megabyte", tours({ loads: [load("a".repeat(1_000_000))] })],
  [
    "/routes/optimize",
    "names as long as they may be",
    tours({ loads: [load("Z\u0351".repeat(40), { skills })] }),
  ],
  [
    "/routes",
    "an area from north to south",
    {
      stops,
      vehicle: TRUCK,
      avoid: { areas: [{ southWest: GLOBE.northEast, northEast: GLOBE.southWest }] },
    },
  ],
  [
    "/routes",
    "NaN",
    { stops: [{ position: { lat: Number.NaN, lng: 0 } }, stops[1]], vehicle: TRUCK },
  ],
];

/** Asks all of it, one after the other, and tells what is not as listed; and what each was answered. */
export async function askAbsurdly({
  town,
  people,
}: {
  readonly town: Town;
  readonly people: People;
}) {
  const contract = await readContract(town.url);
  const speaker = openSpeaker(town.port);
  const complaints: string[] = [];
  const answers: Record<string, number> = {};
  try {
    for (const [path, name, body] of QUESTIONS) {
      await town.liftLimits();
      const heard = await speaker.say(written(people, path, body), {
        isHead: false,
        isLast: false,
      });
      const operation = contract.operations.find((each) => {
        return each.method === "POST" && each.path === `/api/v1${path}`;
      });
      const complaint = contract.complain(operation, heard, { isHead: false });
      if (complaint !== undefined) complaints.push(`${path}, ${name}: ${complaint}`);
      answers[`${path}, ${name}`] = typeof heard === "string" ? 0 : heard.status;
    }
  } finally {
    speaker.close();
  }
  return { complaints, answers };
}

function written({ amina }: People, path: string, body: object): Buffer {
  const text = Buffer.from(JSON.stringify(body));
  const head = [
    `POST /api/v1${path} HTTP/1.1`,
    "host: msafara.example",
    `authorization: Bearer ${amina.token}`,
    "content-type: application/json",
    `content-length: ${text.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), text]);
}
