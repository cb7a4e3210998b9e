import { IDS } from "./ids.ts";

const position = { lat: -1.2921, lng: 36.8219 };
const mombasa = { lat: -4.0435, lng: 39.6682 };
const area = { southWest: position, northEast: { lat: -1.2801, lng: 36.8401 } };
const vehicle = {
  kind: "truck",
  heightM: 4.2,
  widthM: 2.55,
  lengthM: 16.5,
  weightKg: 28_000,
  axleLoadKg: 10_000,
  hazardous: false,
};
const avoid = { tolls: false, ferries: true, areas: [area] };
const drive = { vehicle, optimize: "time", departAt: "2026-11-20T05:00:00.000Z", avoid };
const stop = { position, headingDegrees: 90, kerb: "left", stayS: 1_800 };
const basis = {
  source: "own",
  attribution: "OpenStreetMap contributors, ODbL 1.0",
  notes: ["eta-may-be-less-accurate"],
};
const step = {
  maneuver: "turn-left",
  text: "Turn left onto Mombasa Road",
  position,
  distanceM: 12_300,
  durationS: 780,
};
const leg = {
  distanceM: 485_200,
  durationS: 25_900,
  arriveAt: "2026-11-20T12:30:00.000Z",
  arriveBy: "2026-11-20T13:25:00.000Z",
  steps: [step],
};
const route = {
  distanceM: 485_200,
  durationS: 25_900,
  polyline: "_p~iF~ps|U_ulLnnqC_mqNvxq`@",
  confidence: "some",
  legs: [leg],
};
const shift = { from: "2026-11-20T03:00:00.000Z", to: "2026-11-20T15:00:00.000Z" };
const call = { position, serviceS: 1_800, windows: [shift] };
const visit = {
  loadId: "Tea 17",
  what: "pickup",
  position,
  arriveAt: "2026-11-20T04:40:00.000Z",
  startAt: "2026-11-20T05:00:00.000Z",
  leaveAt: "2026-11-20T05:30:00.000Z",
};
const tour = {
  truckId: "KCB 123A",
  startAt: "2026-11-20T04:00:00.000Z",
  endAt: "2026-11-20T13:40:00.000Z",
  distanceM: 502_000,
  drivingS: 27_100,
  visits: [visit],
  pauses: [
    { from: "2026-11-20T09:30:00.000Z", to: "2026-11-20T10:15:00.000Z", why: "driving-at-a-time" },
  ],
};
const change = {
  change: "later-window",
  truckId: "KCB 123A",
  loadId: "Steel 4",
  what: "pickup",
  byS: 2_700,
  capacityKg: 30_000,
  capacityM3: 80,
  skills: ["crane"],
  said: "Let the pickup of Steel 4 begin 45 min later",
};
const event = {
  area,
  speedShare: 0.4,
  from: "2026-11-20T05:00:00.000Z",
  to: "2026-11-20T11:00:00.000Z",
  note: "Mombasa Road is under water at Nyayo Stadium",
};
const told = { id: IDS.traffic, ...event, calledOff: false, toldBy: IDS.user };

/** One good world for each schema of the roads. */
export const ROAD_EXAMPLES = {
  HereFound: {
    ...basis,
    name: "Mombasa Road, Nairobi",
    road: { name: "Mombasa Road", position, offM: 12 },
    place: { name: "Nairobi", offM: 3_400 },
  },
  MatrixFound: { ...basis, distanceM: [[485_200, null]], durationS: [[25_900, null]] },
  MatrixQuestion: { ...drive, origins: [position], destinations: [mombasa, position] },
  NewTrafficEvent: event,
  PlacesFound: {
    ...basis,
    places: [{ kind: "street", name: "Mombasa Road", position, score: 0.97 }],
  },
  RouteFound: { ...basis, routes: [route] },
  RouteQuestion: {
    ...drive,
    stops: [stop, { ...stop, position: mombasa }],
    alternatives: true,
    steps: true,
  },
  ToursFound: {
    ...basis,
    tours: [tour],
    leftOut: [
      {
        loadId: "Steel 4",
        reasons: [
          { truckId: "KCB 123A", why: "too-large", said: "The load is larger than the truck" },
        ],
        changes: [change],
        together: [change],
        explained: true,
      },
    ],
  },
  ToursQuestion: {
    trucks: [
      {
        id: "KCB 123A",
        vehicle,
        start: position,
        end: position,
        shifts: [shift],
        capacityKg: 26_000,
        capacityM3: 80,
        skills: ["reefer"],
        hours: "kenya",
        locked: [{ loadId: "Tea 17", what: "pickup" }],
      },
      {
        id: "KMFA 123B",
        vehicle: { kind: "motorcycle" },
        start: position,
        shifts: [shift],
        capacityKg: 50,
      },
    ],
    loads: [
      {
        id: "Tea 17",
        pickup: call,
        delivery: { ...call, position: mombasa },
        weightKg: 12_000,
        volumeM3: 40,
        skills: ["reefer"],
      },
    ],
    avoid,
    budgetMs: 1_000,
  },
  TrafficEvent: told,
  TrafficEvents: { items: [told], nextCursor: null },
} as const;
