import type { RouteQuestion } from "@msafara/domain";
import type { Position } from "@msafara/kernel";
import { openMemoryBus, openStillWorld, type StillWorld } from "@msafara/runtime/memory";
import { onTestFinished, vi } from "vitest";
import { GOOGLE_LIMITS, type GoogleRoads, type GoogleRoadsOptions } from "../google-desk.ts";
import { googleRoads } from "../google-roads.ts";
import type { GoogleLuck } from "../stand-in/google-luck.ts";
import { type GoogleStandIn, openGoogleStandIn } from "../stand-in/google-stand-in.ts";

export const NAIROBI: Position = { lat: -1.2864, lng: 36.8172 };
export const MOMBASA: Position = { lat: -4.0435, lng: 39.6682 };
export const NAKURU: Position = { lat: -0.3031, lng: 36.08 };

/** As odd as keys are, so that one which was written another way is found as well. */
export const KEY = "AIza+secret/key=for specs";

/** What a spec has at hand. */
export interface OpenGoogle {
  readonly world: StillWorld;
  readonly standIn: GoogleStandIn;
  readonly google: GoogleRoads;
  /** Another program that shares the limiter and the cache. */
  readonly another: (spoil?: Partial<GoogleRoadsOptions>) => GoogleRoads;
  /** All that was kept: keys and values. */
  readonly kept: readonly string[];
}

/** A program that asks a well-behaved Google with a wide budget; each spec spoils one thing. */
export async function openGoogle({
  luck = {},
  perMinute = 10_000,
  perDay = 100_000,
  ...spoil
}: Partial<GoogleRoadsOptions> & {
  readonly luck?: GoogleLuck;
  readonly perMinute?: number;
  readonly perDay?: number;
} = {}): Promise<OpenGoogle> {
  const world = openStillWorld();
  const bus = openMemoryBus({ world });
  const standIn = await openGoogleStandIn({ world, luck, key: KEY });
  onTestFinished(standIn.close);
  const kept: string[] = [];
  const cache: GoogleRoadsOptions["cache"] = {
    get: bus.cache.get,
    set: async (key, value, ttlMs) => {
      kept.push(key, new TextDecoder().decode(value));
      await bus.cache.set(key, value, ttlMs);
    },
  };
  const budget = { limiter: bus.limiter, perMinute, perDay };
  const parts = { key: KEY, baseUrl: standIn.url, world, cache, budget, limits: GOOGLE_LIMITS };
  const another = (other: Partial<GoogleRoadsOptions> = {}) =>
    googleRoads({ ...parts, ...spoil, ...other });
  return { world, standIn, google: another(), another, kept };
}

/** From Nairobi to the sea, in a van. */
export function routeQuestion(spoil: Partial<RouteQuestion> = {}): RouteQuestion {
  const stops = [{ position: NAIROBI }, { position: MOMBASA }];
  return { vehicle: { kind: "van" }, optimize: "time", stops, alternatives: false, ...spoil };
}

/** The way over so many stops along a line to the west. */
export function stopsInLine(count: number): RouteQuestion["stops"] {
  return Array.from({ length: count }, (_, i) => ({
    position: { lat: NAIROBI.lat, lng: NAIROBI.lng - i / 100 },
  }));
}

/** What was thrown; nothing where it was answered. */
export async function thrownBy(answer: Promise<unknown>): Promise<unknown> {
  return await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Waits for what happens on a real line, however busy the machine is. */
export async function until(isThere: () => boolean): Promise<void> {
  await vi.waitUntil(isThere, { timeout: 4_000, interval: 5 });
}
