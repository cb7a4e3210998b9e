import type { AccountEvent } from "../account.ts";
import { nothingLeft } from "../../judges/nothing-left.ts";
import { ofType } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

/** Nothing is left to do, and nothing lies in quarantine but the poison that was sent on purpose. */
export function atRest(evidence: Evidence): readonly string[] {
  const { inventory, history } = evidence;
  const { quarantine } = inventory;
  return [
    ...nothingLeft(evidence),
    ...quarantine
      .filter(({ kind }) => kind !== "poisoned")
      .map(({ address, kind, error }) => `${kind} to ${address} lies in quarantine: ${error}`),
    ...poisonCaught(inventory.quarantine, history),
  ];
}

function poisonCaught(
  quarantine: Evidence["inventory"]["quarantine"],
  history: Evidence["history"],
): readonly string[] {
  const sent = ofType<AccountEvent, "poison.sent">(history, "poison.sent");
  const caught = quarantine.filter(({ kind }) => kind === "poisoned");
  if (sent.length === caught.length) return [];
  return [`${sent.length} poisoned messages were sent, ${caught.length} lie in quarantine`];
}
