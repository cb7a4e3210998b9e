import { MARKET_POLICY, rankBids } from "@msafara/domain";
import type { Instant } from "@msafara/kernel";
import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { auctionWith, bidsOn, takeBid } from "./auction.ts";
import type { Plan } from "./plan.ts";
import { timeTries } from "./time-tries.ts";

const MANY = 1_000;
const FULL = 100;
const EXPLAINED = 5;
const RANKING_MS_MAX = 2;
/** What a rule may cost beyond writing down what it leaves, which every turn pays. */
const TURN_MAX = 3;

/** How long the rules of an auction take, with no database and no wire. */
export function ruleRows(plan: Plan, now: Instant): readonly Row[] {
  const scene = sceneAt(now);
  return rowsOf(Array.from({ length: plan.rounds }, () => playRound(plan, scene)));
}

type Round = ReturnType<typeof playRound>;

function sceneAt(now: Instant) {
  const auction = auctionWith(FULL, now);
  const { weights, meanOnTimeBp } = MARKET_POLICY;
  const year = new Date(now).getUTCFullYear();
  return {
    many: bidsOn(auctionWith(MANY, now)),
    auction,
    left: takeBid(auction, FULL),
    standards: { weights, meanOnTimeBp, year, minutesMin: 262 },
  };
}

function playRound(
  { tries }: Plan,
  { many, auction, left, standards }: ReturnType<typeof sceneAt>,
) {
  const full = bidsOn(auction);
  return {
    ranking: middleOf(tries, () => rankBids(many, standards, EXPLAINED)),
    short: middleOf(tries, () => rankBids(full, standards, EXPLAINED)),
    sorting: middleOf(tries, () =>
      many.toSorted((one, other) => one.amount.amount - other.amount.amount),
    ),
    turn: middleOf(tries, () => takeBid(auction, FULL)),
    writing: middleOf(tries, () => JSON.stringify([left.shipment, left.follows])),
  };
}

function rowsOf(rounds: readonly Round[]): readonly Row[] {
  const figure = (pick: (round: Round) => number) => figureOf(rounds.map(pick));
  const writing = shown(figure((round) => round.writing).median);
  return [
    judge({
      question: "ranking 1,000 bids, the first five told what would have won",
      unit: "ms",
      figure: figure(({ ranking }) => ranking),
      target: { atMost: RANKING_MS_MAX },
      note: `${FULL} bids take ${shown(figure(({ short }) => short).median)} ms`,
    }),
    judge({
      question: "  how many sorts of the same bids by price?",
      unit: "times",
      figure: figure(({ ranking, sorting }) => ranking / sorting),
      note: `one takes ${shown(figure(({ sorting }) => sorting).median)} ms`,
    }),
    judge({
      question: `a bid taken into a load with ${FULL} bids: decided, evolved, followed`,
      unit: "ms",
      figure: figure(({ turn }) => turn),
    }),
    judge({
      question: "  how much longer than writing its state and what follows as JSON?",
      unit: "times",
      figure: figure((round) => round.turn / round.writing),
      target: { atMost: TURN_MAX },
      note: `argued: every turn pays that writing (${writing} ms), and a rule should be of its order`,
    }),
  ];
}

function middleOf(tries: number, work: () => unknown): number {
  return figureOf(timeTries(tries, work)).median;
}
