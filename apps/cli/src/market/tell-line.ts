import type { LineState } from "@msafara/client";
import type { HappeningWords } from "./happening-words.ts";

/** How the line to the market is told. */
export interface TellLine {
  readonly words: Pick<HappeningWords, "away" | "back">;
  readonly say: (line: string) => void;
}

/** Says once that the market is away and once that it is back: silence looks like a market without news. */
export function tellLine({ words, say }: TellLine): (state: LineState) => void {
  let isAway = false;
  return ({ phase }) => {
    if (phase === "waiting" && !isAway) say(words.away);
    if (phase === "open" && isAway) say(words.back);
    if (phase === "waiting") isAway = true;
    if (phase === "open") isAway = false;
  };
}
