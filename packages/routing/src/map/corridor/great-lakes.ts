import type { Position } from "@msafara/kernel";
import { inRing, type Ring } from "./in-ring.ts";

/*
 * Atlases of countries draw borders through lakes as if they were land. These outlines are rough, a little
 * inside the shore so that towns on it stay dry.
 */
const OUTLINES: readonly (readonly (readonly [lat: number, lng: number])[])[] = [
  // Victoria
  [
    [0.15, 32.75],
    [0.3, 33.4],
    [0.05, 33.9],
    [-0.25, 34.15],
    [-0.75, 34.0],
    [-1.5, 33.85],
    [-2.0, 33.3],
    [-2.3, 32.95],
    [-2.35, 32.3],
    [-2.3, 31.95],
    [-1.6, 31.85],
    [-0.8, 31.85],
    [-0.4, 32.0],
    [-0.1, 32.35],
  ],
  // Tanganyika
  [
    [-3.45, 29.3],
    [-4.8, 29.5],
    [-6.0, 29.65],
    [-7.0, 30.4],
    [-8.6, 31.05],
    [-8.6, 30.65],
    [-7.2, 30.05],
    [-6.0, 29.3],
    [-4.6, 29.2],
  ],
  // Albert
  [
    [2.1, 31.25],
    [1.7, 31.1],
    [1.15, 30.5],
    [1.35, 30.45],
    [1.9, 30.85],
  ],
  // Turkana
  [
    [4.4, 36.1],
    [3.8, 36.2],
    [3.0, 36.45],
    [2.5, 36.7],
    [2.6, 36.5],
    [3.4, 36.0],
    [4.2, 35.9],
  ],
  // Nyasa
  [
    [-9.7, 34.0],
    [-10.5, 34.55],
    [-11.5, 34.9],
    [-11.5, 34.35],
    [-10.4, 34.25],
    [-9.8, 33.97],
  ],
];
const LAKES: readonly Ring[] = OUTLINES.map((outline) =>
  outline.map(([lat, lng]) => ({ lat, lng })),
);

/** Whether a point lies in one of the great lakes. */
export function inGreatLake(point: Position): boolean {
  return LAKES.some((lake) => inRing(lake, point));
}
