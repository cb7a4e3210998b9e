import { MARKET_POLICY, type MarketPolicy, type Weights } from "@msafara/domain";
import type { Json } from "@msafara/runtime";

/** What operators have set, as far as it makes sense, and the names of what does not. */
export interface ReadPolicy {
  readonly policy: MarketPolicy;
  /** Nonsense counts as not set: a market does not stand still because of a typing error. */
  readonly refused: readonly string[];
}

const WHOLE = 10_000;
const WAVES_MAX = 3;
const DAY_MS = 24 * 3_600_000;
const CURRENCY = /^[A-Z]{3}$/;

type Checks = { readonly [Name in keyof MarketPolicy]: (value: unknown) => boolean };

/** What each setting may be. Times have bounds, so that no shipment waits for years or not at all. */
const CHECKS: Checks = {
  currency: isCurrency,
  currencies: (it) => isListOf(it, isCurrency, 20),
  windowSecondsMin: isWhole(1, 3_600),
  windowSecondsMax: isWhole(1, 3_600),
  radiiM: (it) => isListOf(it, isWhole(1, 5_000_000), WAVES_MAX) && isGrowing(it),
  waveExtraMs: isWhole(0, DAY_MS),
  askedPerWaveMax: isWhole(1, 150),
  bidsMax: isWhole(1, 150),
  decideMs: isWhole(1_000, 30 * DAY_MS),
  answerMs: isWhole(1_000, DAY_MS),
  patienceMs: isWhole(1_000, DAY_MS),
  confirmMs: isWhole(1_000, 30 * DAY_MS),
  stopWindowMsMin: isWhole(0, DAY_MS),
  weights: areWeights,
  meanOnTimeBp: isWhole(0, WHOLE),
  kmPerHourMax: isWhole(1, 200),
  cancelFeeBp: (it) => isRecordOf(it, ["booked", "atPickup"], isWhole(0, WHOLE)),
  hintRaiseBp: isWhole(0, WHOLE),
  pinsAsked: (it) => isRecordOf(it, ["pickup", "delivery"], isYesOrNo),
};

/** Reads the settings of a market: what makes sense counts, everything else stays as it began. */
export function readMarketPolicy(settings: Readonly<Record<string, Json>>): ReadPolicy {
  const wished = Object.entries(settings);
  if (wished.length === 0) return { policy: MARKET_POLICY, refused: [] };
  const refused = wished.flatMap(([name, value]) => (isSound(name, value) ? [] : [name]));
  const sound = Object.fromEntries(wished.filter(([name]) => !refused.includes(name)));
  const policy: MarketPolicy = { ...MARKET_POLICY, ...sound };
  return whole(policy, refused);
}

/** Some settings make sense only together. */
function whole(policy: MarketPolicy, refused: readonly string[]): ReadPolicy {
  const { windowSecondsMin, windowSecondsMax, currency, currencies } = MARKET_POLICY;
  if (policy.windowSecondsMin > policy.windowSecondsMax) {
    const names = [...refused, "windowSecondsMin", "windowSecondsMax"];
    return whole({ ...policy, windowSecondsMin, windowSecondsMax }, names);
  }
  if (policy.currencies.includes(policy.currency)) return { policy, refused };
  return { policy: { ...policy, currency, currencies }, refused: [...refused, "currencies"] };
}

/** Whether five shares, and nothing else, add up to the whole. */
function areWeights(value: unknown): value is Weights {
  const names = ["price", "time", "reliability", "experience", "vehicle"];
  if (!isRecordOf(value, names, isWhole(0, WHOLE))) return false;
  return Object.values(value).reduce((sum, it) => sum + it, 0) === WHOLE;
}

function isSound(name: string, value: unknown): boolean {
  return isSetting(name) && CHECKS[name](value);
}

function isSetting(name: string): name is keyof MarketPolicy {
  return Object.hasOwn(CHECKS, name);
}

function isCurrency(value: unknown): boolean {
  return typeof value === "string" && CURRENCY.test(value);
}

function isYesOrNo(value: unknown): boolean {
  return typeof value === "boolean";
}

function isWhole(least: number, most: number): (value: unknown) => boolean {
  return (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isListOf(
  value: unknown,
  isOne: (item: unknown) => boolean,
  most: number,
): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isOne);
}

/** A later wave looks further than the one before. */
function isGrowing(list: readonly unknown[]): boolean {
  return list.every((it, i) => i === 0 || Number(list[i - 1]) < Number(it));
}

function isRecordOf(
  value: unknown,
  names: readonly string[],
  isOne: (item: unknown) => boolean,
): value is Readonly<Record<string, number>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length === names.length &&
    entries.every(([name, it]) => names.includes(name) && isOne(it))
  );
}
