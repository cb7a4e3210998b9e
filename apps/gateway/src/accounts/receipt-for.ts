import { createHmac } from "node:crypto";
import type { ROUTES } from "@msafara/contracts";
import { isRefusal, type Refusal } from "@msafara/kernel";
import type { Once, Receipt } from "@msafara/store";
import type { Call, KeyReused, Repeat, Visitor } from "../door/handler.ts";
import type { Reception } from "../identity/reception.ts";

/** A command as it came in. */
export interface Commanded extends Pick<Call, "key" | "dryRun"> {
  readonly visitor: Visitor;
  readonly params: unknown;
  readonly body: unknown;
}

/** Under which key a command is done once. What it says is hashed under a key, since it may name a phone. */
export function receiptFor(
  { masterKey, world }: Pick<Reception, "masterKey" | "world">,
  route: keyof typeof ROUTES,
  { visitor, params, body, key, dryRun }: Commanded,
): Receipt {
  const said = JSON.stringify([route, params, body]);
  return {
    principal: visitor.principal,
    ...(key !== undefined && { key }),
    bodyHash: createHmac("sha256", masterKey).update(`command:${said}`).digest("base64url"),
    isRehearsal: dryRun,
    now: world.now(),
  };
}

/** An answer, and the word for the door where it is told again. */
interface Answered<Answer extends object> {
  readonly answer: Exclude<Answer, Refusal>;
  readonly again: Repeat;
}

/** What was answered, unless it was refused or its key had been used for something else. */
export function answerIn<Answer extends object>(
  told: Once<Answer>,
): Answered<Answer> | KeyReused | (Extract<Answer, Refusal> & Repeat) {
  if (told.outcome === "key-reused") return { keyReused: true };
  const { answer, outcome } = told;
  const again: Repeat = outcome === "repeated" ? { repeated: true } : {};
  if (isRefusal(answer)) return { ...answer, ...again };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What is no refusal is the rest.
  return { answer: answer as Exclude<Answer, Refusal>, again };
}
