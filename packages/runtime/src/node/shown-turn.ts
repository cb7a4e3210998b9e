import { decode, type Json } from "../body.ts";
import type { Answer } from "./frames.ts";
import type { Turn } from "./turn.ts";

/** What a turn would have written, for people and agents that cannot undo. */
export function shownTurn(turn: Turn): Answer {
  return {
    status: "dry",
    reply: turn.reply,
    ...(turn.refusal === undefined ? {} : { refusal: turn.refusal }),
    would: {
      version: turn.agent.version,
      events: turn.events.map(({ body }) => decode<Json>(body)),
      messages: turn.mail.map(({ receiver, body }) => ({
        to: receiver,
        message: decode<Json>(body),
      })),
      timers: turn.timers.map((timer) =>
        "name" in timer
          ? { name: timer.name, due: timer.due }
          : { name: timer.cancelled, due: null },
      ),
      effects: turn.effects.map(({ kind, lane, body }) => ({
        kind,
        lane,
        body: decode<Json>(body),
      })),
      views: turn.views.map(({ view, key, row }) => ({ view, key, row })),
    },
  };
}
