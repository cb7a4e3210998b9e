import { doorProblems } from "./door-problems.ts";
import { driverProblems } from "./driver-problems.ts";
import { identityProblems } from "./identity-problems.ts";
import { paymentProblems } from "./payment-problems.ts";
import type { ProblemRow } from "./problem-row.ts";
import { roadProblems } from "./road-problems.ts";
import { shipmentProblems } from "./shipment-problems.ts";
import { socketProblems } from "./socket-problems.ts";

/** Every stable code, by the chapter that people look it up in. */
export const CHAPTERS = {
  "The door": doorProblems,
  "Who comes": identityProblems,
  Shipments: shipmentProblems,
  Money: paymentProblems,
  "Bids, drivers and trips": driverProblems,
  Roads: roadProblems,
  "The socket": socketProblems,
} as const satisfies Record<string, Readonly<Record<string, ProblemRow>>>;

const TABLE = {
  ...doorProblems,
  ...identityProblems,
  ...shipmentProblems,
  ...paymentProblems,
  ...driverProblems,
  ...roadProblems,
  ...socketProblems,
};

/** A code that clients may rely on; `docs/reference/errors.md` lists them all. */
export type ProblemCode = keyof typeof TABLE;

/** What stands behind each code. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemRow>> = TABLE;

/** Every code, in the order of the table. */
export const PROBLEM_CODES = Object.keys(TABLE).filter(
  (code): code is ProblemCode => code in TABLE,
);
