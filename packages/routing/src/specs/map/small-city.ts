import type { OsmNode, OsmRelation, OsmWay, Tags } from "../../map/osm/element.ts";

const BLOCK_E7 = 20_000;
const SIDE = 6;

/** A city of six by six crossings with whatever a map may say: rules, barriers, tolls, a ferry, hours, places. */
export function smallCity() {
  const nodes: OsmNode[] = [];
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [y, x] = [Math.floor(i / SIDE), i % SIDE];
    nodes.push({
      id: i + 1,
      lat: -12_900_000 + y * BLOCK_E7,
      lng: 368_200_000 + x * BLOCK_E7,
      tags: tagsAt(i),
    });
  }
  const ways: OsmWay[] = [];
  for (let i = 0; i < SIDE; i++) {
    const [row, column] = [
      Array.from({ length: SIDE }, (_, x) => i * SIDE + x + 1),
      Array.from({ length: SIDE }, (_, y) => y * SIDE + i + 1),
    ];
    ways.push(
      { id: 100 + i, refs: row, tags: EASTWARD[i]! },
      { id: 200 + i, refs: column, tags: NORTHWARD[i]! },
    );
  }
  return { nodes, ways, relations: RULES };
}

function tagsAt(i: number): Tags {
  if (i === 3) return { barrier: "gate", motor_vehicle: "private" };
  if (i === 8) return { barrier: "bollard" };
  if (i === 14)
    return { place: "city", name: "Mji Mkuu", "name:en": "Capital", population: "1,200,000" };
  return i === 20 ? { place: "suburb", name: "Kando" } : {};
}

const EASTWARD: readonly Tags[] = [
  { highway: "primary", name: "Barabara ya Kwanza", maxheight: "3.8" },
  { highway: "motorway", name: "East Street", toll: "yes", ref: "A104" },
  { highway: "residential", name: "Mtaa wa Pili", oneway: "-1", maxweight: "7.5 t" },
  { highway: "tertiary", name: "Moi Avenue", "hgv:conditional": "no @ (Mo-Fr 07:00-09:00)" },
  { highway: "service", access: "destination", surface: "gravel" },
  { highway: "secondary", junction: "roundabout", maxspeed: "30 mph" },
];
const NORTHWARD: readonly Tags[] = [
  { highway: "trunk", name: "Moi Avenue", hgv: "designated", maxspeed: "KE:urban" },
  { highway: "track", hazmat: "no", tracktype: "grade3" },
  { route: "ferry", name: "Likoni", duration: "00:12" },
  { highway: "unclassified", maxwidth: "2.5", "maxspeed:forward": "40" },
  { highway: "living_street", motor_vehicle: "no", hgv: "yes" },
  { highway: "trunk_link", tunnel: "yes", maxlength: "12" },
];

function rule(
  id: number,
  tags: Tags,
  [from, via, to]: readonly [number, number | readonly number[], number],
): OsmRelation {
  const member = (ref: number, role: string) => ({ type: "way" as const, ref, role });
  const between =
    typeof via === "number"
      ? [{ type: "node" as const, ref: via, role: "via" }]
      : via.map((way) => member(way, "via"));
  return {
    id,
    tags: { type: "restriction", ...tags },
    members: [member(from, "from"), ...between, member(to, "to")],
  };
}

const RULES: readonly OsmRelation[] = [
  rule(900, { restriction: "no_left_turn" }, [200, 1, 100]),
  rule(901, { restriction: "only_straight_on", except: "hgv" }, [103, 22, 103]),
  rule(902, { "restriction:conditional": "no_right_turn @ (Mo-Fr 16:00-19:00)" }, [203, 16, 102]),
  rule(903, { restriction: "no_u_turn" }, [100, [203], 101]),
];
