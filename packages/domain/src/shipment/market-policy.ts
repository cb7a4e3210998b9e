import { type TenThousandths, WEIGHTS, type Weights } from "../bid/rank-bids.ts";
import type { PinsAsked } from "./draw-pins.ts";

/** What operators may turn on a market. A shipment keeps what stood on the day it was asked for. */
export interface MarketPolicy {
  /** In what no budget names another. */
  readonly currency: string;
  /** What may be paid in here. */
  readonly currencies: readonly string[];
  readonly windowSecondsMin: number;
  readonly windowSecondsMax: number;
  /** How far from the pickup each wave looks; there are as many waves as radii (R26: three at most). */
  readonly radiiM: readonly number[];
  /** A wave after the first keeps the auction open so much more at least (R26). */
  readonly waveExtraMs: number;
  readonly askedPerWaveMax: number;
  readonly bidsMax: number;
  /** How long a shipper may think, if the pickup's window does not end before. */
  readonly decideMs: number;
  /** How long a chosen driver may take to commit. */
  readonly answerMs: number;
  /** How long a hold may take before operators hear of it. */
  readonly patienceMs: number;
  /** After so long a delivery counts as confirmed. */
  readonly confirmMs: number;
  /** A stop needs at least so long a window. */
  readonly stopWindowMsMin: number;
  readonly weights: Weights;
  /** What a newcomer's reliability is taken for (R6). */
  readonly meanOnTimeBp: TenThousandths;
  /** Nobody drives faster, whatever he promises (R26). */
  readonly kmPerHourMax: number;
  /** What cancelling a booking costs, of its amount. */
  readonly cancelFeeBp: { readonly booked: TenThousandths; readonly atPickup: TenThousandths };
  /** How much more is advised when drivers passed because it paid too little. */
  readonly hintRaiseBp: TenThousandths;
  /** Where a PIN is asked of every trip, whatever its shipper wants. */
  readonly pinsAsked: PinsAsked;
}

/** What a market begins with; the windows are the source's (U139). */
export const MARKET_POLICY: MarketPolicy = {
  currency: "KES",
  currencies: ["KES"],
  windowSecondsMin: 30,
  windowSecondsMax: 120,
  radiiM: [50_000, 150_000, 400_000],
  waveExtraMs: 30_000,
  askedPerWaveMax: 50,
  bidsMax: 100,
  decideMs: 24 * 3_600_000,
  answerMs: 120_000,
  patienceMs: 300_000,
  confirmMs: 24 * 3_600_000,
  stopWindowMsMin: 15 * 60_000,
  weights: WEIGHTS,
  meanOnTimeBp: 8_500,
  kmPerHourMax: 110,
  cancelFeeBp: { booked: 0, atPickup: 2_000 },
  hintRaiseBp: 1_500,
  // Nobody but the shipper can tell a recipient his PIN yet: only who asks for one can be held up by it.
  pinsAsked: { pickup: false, delivery: false },
};
