import type { Instant } from "@msafara/kernel";
import {
  EU_561,
  type HoursRules,
  kenyaRules,
  restedState,
  type TruckOnItsWay,
  US_PROPERTY,
} from "@msafara/routing";
import type { Option } from "../command/command.ts";

/** Weeks begin at midnight in East Africa, as they do for whoever asks the market for tours. */
const ZONE_MS = 3 * 3_600_000;
const LAWS: ReadonlyMap<string, HoursRules | undefined> = new Map([
  ["none", undefined],
  ["kenya", kenyaRules()],
  ["eu", EU_561],
  ["us", US_PROPERTY],
]);
const NAMES = [...LAWS.keys()];

/** Under whose law somebody drives. */
export const HOURS_OPTION: Option = {
  value: {
    name: "LAW",
    expected: `one of ${NAMES.join(", ")}`,
    accepts: (text) => LAWS.has(text),
  },
  says: `Whose law of drivers' hours binds: ${NAMES.join(", ")} (none unless said)`,
};

/** The hours of a driver who comes rested, under the law of this name; nothing where none binds. */
export function hoursNamed(law: string | undefined, at: Instant): Pick<TruckOnItsWay, "hours"> {
  const rules = LAWS.get(law ?? "none");
  return rules === undefined ? {} : { hours: { rules, state: restedState(at, ZONE_MS) } };
}
