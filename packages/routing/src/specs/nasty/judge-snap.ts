import { isRefusal } from "@msafara/kernel";
import type { Snap, SnapWish } from "../../snap/open-snap.ts";
import type { PointE7 } from "../../snap/arc-line.ts";
import { wrongOf } from "./wrong-of.ts";
import { type JudgedRoads, lineOf, SHUT } from "./judge-roads.ts";

/** How an arc passes a point; of pieces that are as near as each other, all of them. */
interface Passing {
  readonly arc: number;
  readonly offM: number;
  readonly ways: readonly {
    readonly heading: number | undefined;
    readonly side: "left" | "right" | "on";
  }[];
}

const M_PER_E7 = 0.011_119_508;
const TIE_M = 1e-4;

/** Every arc of a map, and how it passes: looked at one by one, with no index. */
function passingsOf(judged: JudgedRoads, point: PointE7): readonly Passing[] {
  return judged.tail.map((tail, arc) => {
    const narrow = Math.cos((point.lat / 1e7) * (Math.PI / 180));
    const line = lineOf(judged.graph, tail, arc).map(({ lat, lng }) => {
      return [(lng - point.lng) * narrow * M_PER_E7, (lat - point.lat) * M_PER_E7] as const;
    });
    const pieces = line.slice(1).map(([x, y], i) => passPiece(line[i]!, [x, y]));
    const offM = Math.min(...pieces.map((piece) => piece.offM));
    return { arc, offM, ways: pieces.filter((piece) => piece.offM < offM + TIE_M) };
  });
}

type Meters = readonly [x: number, y: number];

function passPiece([ax, ay]: Meters, [bx, by]: Meters) {
  const [dx, dy] = [bx - ax, by - ay];
  const long = dx * dx + dy * dy;
  const share = long === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / long));
  const [x, y] = [ax + share * dx, ay + share * dy];
  const offM = Math.sqrt(x * x + y * y);
  // The cross product of the way and of where the point lies from its start.
  const across = dx * -ay + dy * ax;
  const heading = ((Math.atan2(dx, dy) * 180) / Math.PI + 360) % 360;
  const sides = ["right", "on", "left"] as const;
  const side = offM < 0.5 ? "on" : sides[Math.sign(across) + 1]!;
  // Where a piece stands still nobody can tell where it heads.
  return { offM, heading: long === 0 ? undefined : heading, side } as const;
}

interface Asked {
  readonly snap: Snap["snap"];
  readonly point: PointE7;
  readonly wish: SnapWish;
}

/** What is wrong with a snap, in words; nothing if it is the nearest road that is meant. */
export function wrongSnap(judged: JudgedRoads, { snap, point, wish }: Asked): readonly string[] {
  const found = snap(point, wish);
  const { withinM = 2_000 } = wish;
  const all = passingsOf(judged, point);
  const surely = all.filter((passing) => isMeant(judged, passing, { wish, how: "every" }));
  const nearestM = Math.min(Infinity, ...surely.map(({ offM }) => offM));
  if (isRefusal(found)) return wrongOf([nearestM < withinM - TIE_M, `${nearestM} m off is a road`]);
  const spots = new Set(found.spots.map(({ arc }) => arc));
  const untrue = all.filter(({ arc, offM, ...ways }) => {
    const isRight = isMeant(judged, { arc, offM, ...ways }, { wish, how: "some" });
    return spots.has(arc) && (!isRight || offM > found.offM + 0.02);
  });
  const missed = surely.filter(({ arc, offM }) => !spots.has(arc) && offM < found.offM + 0.009);
  return wrongOf(
    [found.offM > nearestM + TIE_M, `${found.offM} m off, and ${nearestM} is nearer`],
    [untrue.length > 0, `not meant: ${JSON.stringify(untrue)}`],
    [missed.length > 0, `left out: ${JSON.stringify(missed)}`],
  );
}

interface Meant {
  readonly wish: SnapWish;
  /** Whether all pieces that are as near must be meant, or one of them. */
  readonly how: "every" | "some";
}

function isMeant({ cost }: JudgedRoads, { arc, ways }: Passing, { wish, how }: Meant): boolean {
  if (cost[arc]! >= SHUT) return false;
  const slack = how === "some" ? 0.01 : -0.01;
  return ways[how](({ heading, side }) => {
    const { headingDegrees = heading } = wish;
    if (heading === undefined && headingDegrees !== undefined) return how === "some";
    const turn = Math.abs((((heading ?? 0) - (headingDegrees ?? 0) + 540) % 360) - 180);
    const isSide = wish.kerb === undefined || side === "on" || side === wish.kerb;
    return turn <= 60 + slack && isSide;
  });
}
