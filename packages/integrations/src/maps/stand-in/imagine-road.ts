import { crowFliesM, type Instant, type Position } from "@msafara/kernel";

/** A road that there could be. */
export interface ImaginedRoad {
  readonly distanceM: number;
  readonly durationS: number;
  /** At its hour, where the hour is known. */
  readonly inTrafficS: number | undefined;
  readonly points: readonly Position[];
}

/** How one drives it. */
export interface ImaginedDrive {
  readonly departAt?: Instant | undefined;
  readonly avoidsTolls: boolean;
  /** 0 is the best way, 1 and 2 are others. */
  readonly way: number;
}

/** Roads are about so much longer than the crow flies. */
const DETOUR = 1.3;
const TOLL_FREE = 1.15;
const OTHER_WAY = 0.12;
const TOWN_M = 15_000;
const TOWN_KPH = 28;
const HIGHWAY_KPH = 64;
const POINTS = 24;
const EAST_AFRICA_MS = 3 * 3_600_000;
const HOUR_MS = 3_600_000;

/** A plausible way between two places: longer than the crow flies, slow in towns and at the hours when all drive. */
export function imagineRoad(from: Position, to: Position, drive: ImaginedDrive): ImaginedRoad {
  const crowM = crowFliesM(from, to);
  const factor = DETOUR * (drive.avoidsTolls ? TOLL_FREE : 1) * (1 + OTHER_WAY * drive.way);
  const distanceM = Math.round(crowM * factor);
  const townM = Math.min(distanceM, TOWN_M);
  const durationS = Math.round(
    townM / metresASecond(TOWN_KPH) + (distanceM - townM) / metresASecond(HIGHWAY_KPH),
  );
  const { departAt } = drive;
  const inTrafficS = departAt === undefined ? undefined : Math.round(durationS * rushAt(departAt));
  return { distanceM, durationS, inTrafficS, points: bowOf(from, to, drive.way) };
}

function metresASecond(kph: number): number {
  return kph / 3.6;
}

/** How much slower than usual everybody is at that hour in Nairobi. */
function rushAt(at: Instant): number {
  const hour = Math.floor((at + EAST_AFRICA_MS) / HOUR_MS) % 24;
  if (hour < 5) return 0.9;
  return (hour >= 7 && hour < 10) || (hour >= 16 && hour < 20) ? 1.5 : 1.1;
}

/** Bent to one side, each way to another, so that ways can be told apart on a map. */
function bowOf(from: Position, to: Position, way: number): readonly Position[] {
  const north = to.lat - from.lat;
  const east = to.lng - from.lng;
  const bend = way % 2 === 0 ? 0.15 + way / 20 : -0.15 - way / 20;
  return Array.from({ length: POINTS + 1 }, (_, i) => {
    const share = i / POINTS;
    // A parabola rather than a sine: trigonometry differs between machines.
    const off = 4 * share * (1 - share) * bend;
    return {
      lat: onEarth(from.lat + share * north - off * east, 90),
      lng: onEarth(from.lng + share * east + off * north, 180),
    };
  });
}

function onEarth(degrees: number, max: number): number {
  return Math.max(-max, Math.min(max, degrees));
}
