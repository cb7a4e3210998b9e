import type { RoadsBasis } from "@msafara/domain";
import { type Instant, realWorld } from "@msafara/kernel";
import { openGeocoder } from "../geocode/open-geocoder.ts";
import type { Roads } from "../route/roads.ts";
import { openSnap } from "../snap/open-snap.ts";
import { openTrafficFeed } from "../traffic/traffic-feed.ts";
import { answerMatrix } from "../desk/answer-matrix.ts";
import { answerGeocode, answerReverse } from "../desk/answer-places.ts";
import type { AnswerRoom } from "../desk/answer-room.ts";
import { answerRoute } from "../desk/answer-route.ts";
import { answerTours } from "../desk/answer-tours.ts";
import { openPlaceClock } from "../desk/place-clock.ts";
import type { RoadsAnswer, RoadsQuestion } from "./roads-pool.ts";
import { openTariffDesk } from "../desk/tariff-desk.ts";
import type { AnswererHired, AnswererTold } from "./thread-words.ts";

/** So begins what a made-up map says of its source. */
const GENERATED = "Generated";

/** What a thread does: it answers, and hears of what happens. */
export interface Answerer {
  readonly answer: (question: RoadsQuestion, now: Instant) => RoadsAnswer;
  readonly hear: (news: Exclude<AnswererTold, { readonly number: number }>) => void;
}

/** Opens whatever a thread answers by, on memory that it shares with all others. */
export function openAnswerer(hired: AnswererHired): Answerer {
  const { parts, pattern, model, live, reader } = hired;
  const { graph, squares, places, notes } = parts.map;
  const roads: Roads = { ...parts, snap: openSnap(graph, squares).snap };
  const feed = openTrafficFeed();
  for (const event of hired.events) feed.happened(event);
  const clock = openPlaceClock(hired.timeZone);
  const tariffs = openTariffDesk({ roads, feed, pattern, clock, live, reader });
  const basis: RoadsBasis = {
    source: "own",
    attribution: notes.source,
    notes: notes.source.startsWith(GENERATED) ? ["map-is-generated"] : [],
  };
  const borders = places.filter(({ kind }) => kind === "border-post");
  const { ticks } = realWorld();
  const room: AnswerRoom = { roads, tariffs, clock, model, pattern, feed, borders, basis, ticks };
  // A thread that is not meant for names learns them when all others are gone.
  let names = hired.hasNames ? openGeocoder(parts.map) : undefined;
  const geocoder = () => (names ??= openGeocoder(parts.map));

  return {
    hear: (news) => {
      if ("live" in news) return tariffs.sitDown(news.live);
      // Also where nobody asks for anything all month.
      feed.forget(news.now);
      feed.happened(news.happened);
    },
    answer: (wanted, now) => {
      feed.forget(now);
      switch (wanted.question) {
        case "route":
          return answerRoute(room, wanted.asked, now);
        case "matrix":
          return answerMatrix(room, wanted.asked, now);
        case "tours":
          return answerTours(room, wanted.asked, now);
        case "geocode":
          return answerGeocode(geocoder(), wanted.asked, basis);
        default:
          return answerReverse(geocoder(), wanted.asked, basis);
      }
    },
  };
}
