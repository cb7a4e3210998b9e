import type { Position } from "@msafara/kernel";
import { WAY_FLAGS } from "../../graph/road-graph.ts";
import { collectStretches } from "../assembly/collect-stretches.ts";
import type { Points, Stretches } from "../assembly/stretch.ts";
import type { Tags } from "../osm/element.ts";
import { barrierOf, BORDER_POST } from "../tags/barrier-of.ts";
import { type Road, readRoad } from "../tags/read-road.ts";
import type { Country } from "../tags/speed-of.ts";
import type { Direction } from "../tags/tag-of.ts";

/** A map while it is being drawn. */
export interface Sketch {
  /** Takes a point, and gives its place. */
  readonly point: (position: Position) => number;
  /** Takes a way as pieces between junctions; its tags mean what they mean in OpenStreetMap. */
  readonly way: (way: {
    readonly lines: readonly (readonly number[])[];
    readonly tags: Tags;
    readonly country: string;
    /** It begins or ends at a post on a border. */
    readonly border?: boolean;
  }) => void;
  readonly finish: () => { readonly points: Points; readonly stretches: Stretches };
}

const E7 = 10_000_000;

/** Begins with an empty sheet. Ways are numbered downwards from -1, as those that no survey knows are. */
export function sketch(): Sketch {
  const lat: number[] = [];
  const lng: number[] = [];
  const stretches = collectStretches();
  let osmId = 0;
  return {
    point(position) {
      lat.push(Math.round(position.lat * E7));
      return lng.push(Math.round(position.lng * E7)) - 1;
    },
    way({ lines, tags, country, border = false }) {
      osmId--;
      const barrier = border ? barrierOf(BORDER_POST) : undefined;
      const road = (direction: Direction): Road | undefined => {
        const read = readRoad(tags, { direction, country: lawOf(country), barrier });
        return read === undefined ? read : { ...read, flags: read.flags | WAY_FLAGS.generated };
      };
      const [forward, backward] = [road("forward"), road("backward")];
      for (const line of lines) stretches.add({ osmId, line, forward, backward });
    },
    finish: () => {
      return {
        points: { lat: Int32Array.from(lat), lng: Int32Array.from(lng) },
        stretches: stretches.finish(),
      };
    },
  };
}

function lawOf(country: string): Country {
  return country === "KE" || country === "UG" || country === "TZ" ? country : "any";
}
