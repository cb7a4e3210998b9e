import type { Position } from "@msafara/kernel";
import type { GoogleService } from "../google-question.ts";

/** A question as it arrived, without the key. */
export interface ReceivedQuestion {
  readonly service: GoogleService;
  readonly params: Readonly<Record<string, string>>;
}

const SERVICES: readonly string[] = ["directions", "distancematrix", "geocode"];

/** What is asked at an address, and by which key; undefined where he has no such door. */
export function readAsked(
  url: URL,
): { readonly asked: ReceivedQuestion; readonly key: string } | undefined {
  const service = /^\/maps\/api\/([a-z]+)\/json$/.exec(url.pathname)?.[1] ?? "";
  if (!isService(service)) return undefined;
  const { key = "", ...params } = Object.fromEntries(url.searchParams);
  return { asked: { service, params }, key };
}

/** Positions joined by bars; undefined where one of them is none. */
export function positionsIn(joined: string | undefined): readonly Position[] | undefined {
  const parts = joined === undefined || joined === "" ? [] : joined.split("|");
  const positions = parts.map(positionIn);
  return positions.every((it) => it !== undefined) ? positions : undefined;
}

function positionIn(text: string): Position | undefined {
  const [, lat, lng] = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (lat === undefined || lng === undefined) return undefined;
  const position = { lat: Number(lat), lng: Number(lng) };
  return Math.abs(position.lat) <= 90 && Math.abs(position.lng) <= 180 ? position : undefined;
}

function isService(word: string): word is GoogleService {
  return SERVICES.includes(word);
}
