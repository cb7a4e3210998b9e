import { askWire } from "./ask-wire.ts";
import type { Pair, Recipe, Walk } from "./good-call.ts";
import type { Person } from "./open-cast.ts";

const NAIROBI = { lat: -1.286, lng: 36.817 };
const MOMBASA = { lat: -4.043, lng: 39.668 };
const DRIVE = { vehicle: { kind: "truck" }, departAt: "2027-03-01T05:00:00.000Z" };
const DAY = { from: "2027-03-01T03:00:00.000Z", to: "2027-03-01T21:00:00.000Z" };

/** A good world for each operation about roads: the generated ones will do. */
export const roadRecipes = {
  findRoutes: (_walk, { shipper }) => ({
    as: shipper.shows,
    body: { ...DRIVE, stops: [{ position: NAIROBI }, { position: MOMBASA }], steps: true },
  }),
  findMatrix: (_walk, { shipper }) => ({
    as: shipper.shows,
    body: { ...DRIVE, origins: [NAIROBI], destinations: [MOMBASA, NAIROBI] },
  }),
  planTours: (_walk, { driver }) => ({
    as: driver.shows,
    body: {
      trucks: [{ id: "KCB 123A", vehicle: DRIVE.vehicle, shifts: [DAY], capacityKg: 10_000 }],
      loads: [{ id: "Tea", pickup: { position: NAIROBI }, weightKg: 4_000 }],
      budgetMs: 100,
    },
  }),
  geocode: (_walk, { shipper }) => ({ as: shipper.shows, query: { q: "Mombasa" } }),
  reverseGeocode: (_walk, { driver }) => ({ as: driver.shows, query: { at: "-1.286,36.817" } }),
  tellTraffic: (walk, pair) => ({ as: operatorFor(walk, pair), body: flood(walk) }),
  listTraffic: ({ cast }) => ({ as: cast.support.shows }),
  callOffTraffic: async (walk, pair) => {
    const as = operatorFor(walk, pair);
    const path = "/api/v1/admin/traffic/events";
    const told = await askWire(walk.stage, { method: "POST", path, as, body: flood(walk) });
    return { as, params: { id: told.body.id } };
  },
} as const satisfies Readonly<Record<string, Recipe>>;

/** Far from every road that is asked for, and in a year when nobody asks. */
function flood({ trade }: Walk) {
  return {
    area: { southWest: { lat: 1, lng: 34 }, northEast: { lat: 1.1, lng: 34.1 } },
    speedShare: 0.5,
    from: "2099-01-01T00:00:00.000Z",
    to: "2099-01-02T00:00:00.000Z",
    note: `Flood No. ${trade.next()}`,
  };
}

/** What one operator tells has nothing to do with what another does. */
function operatorFor({ cast }: Walk, { shipper }: Pair): Person["shows"] {
  return (shipper === cast.amina ? cast.admin : cast.support).shows;
}
