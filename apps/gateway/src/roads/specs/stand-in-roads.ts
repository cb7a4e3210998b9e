import type { RoadObstacle, RoadsDesk } from "@msafara/domain";

const BASIS = { source: "own", attribution: "OpenStreetMap contributors", notes: [] } as const;
const SIZE = { distanceM: 485_200, durationS: 25_900 };
export const NOON = Date.UTC(2026, 10, 20, 9);

/** A bridge that a tall truck does not pass. */
export const BRIDGE: RoadObstacle = {
  limit: "height",
  osmId: 1234,
  name: "A104",
  allowed: 3.8,
  actual: 4.2,
  said: {
    en: "height limit 3.8 m on way 1234 'A104', truck 4.2 m",
    sw: "kikomo cha urefu wa kwenda juu 3.8 m kwenye njia 1234 'A104', lori 4.2 m",
  },
};

/** Somebody who knows one road, and answers everything by it; each spec spoils one answer. */
export function standInRoads(spoil: Partial<RoadsDesk> = {}): RoadsDesk {
  return {
    route,
    matrix: async ({ origins, destinations }) => ({
      ...BASIS,
      distanceM: origins.map(() => destinations.map((_, i) => (i === 0 ? 485_200 : null))),
      durationS: origins.map(() => destinations.map((_, i) => (i === 0 ? 25_900 : null))),
    }),
    tours,
    geocode: async ({ text, near = { lat: 0, lng: 0 }, limit }) => ({
      ...BASIS,
      places: [{ kind: "place", name: `${text} ${limit}`, position: near, score: 1 }],
    }),
    reverse: async (position) => ({
      ...BASIS,
      name: "Mombasa Road, Nairobi",
      road: { name: "Mombasa Road", position, offM: 11.6 },
      place: { name: "Nairobi", offM: 3_400.2 },
    }),
    ...spoil,
  };
}

const route: RoadsDesk["route"] = async ({ stops, steps }) => ({
  ...BASIS,
  routes: [
    {
      ...SIZE,
      polyline: "_p~iF~ps|U_ulLnnqC",
      confidence: "little",
      legs: stops.slice(1).map(({ position }) => ({
        ...SIZE,
        arriveAt: NOON,
        arriveBy: NOON + 3_600_000,
        steps: steps === undefined ? [] : [{ ...SIZE, maneuver: "arrive", text: steps, position }],
      })),
    },
  ],
});

const tours: RoadsDesk["tours"] = async ({ trucks, loads }) => ({
  ...BASIS,
  tours: trucks.map(({ id, shifts }) => ({
    truckId: id,
    startAt: shifts[0]!.from,
    endAt: shifts[0]!.until,
    distanceM: 1,
    drivingS: 1,
    visits: [],
    pauses: [{ fromAt: NOON, untilAt: NOON + 2_700_000, why: "driving-at-a-time" }],
  })),
  leftOut: loads.map(({ id }) => ({
    loadId: id,
    reasons: trucks.map((truck) => ({
      truckId: truck.id,
      why: "too-large",
      said: { en: "It is too large", sw: "Ni mkubwa mno" },
    })),
    changes: [{ change: "another-truck", said: { en: "Another truck", sw: "Lori lingine" } }],
    together: [],
    isExplained: true,
  })),
});
