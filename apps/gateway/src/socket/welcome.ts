import type { Id } from "@msafara/kernel";
import type { Line } from "./open-line.ts";
import type { Pass } from "./pass.ts";

/** Takes in whoever showed a good token: counted, and put out when the session is revoked. */
export function welcome(line: Line, { visitor }: Pass): void {
  const { topic } = line.upgrade;
  const isNew = !line.ends.has("person");
  const { family } = visitor.session ?? {};
  if (family !== undefined) watchSession(line, family);
  if (!isNew) return;
  if (!count(line, visitor.principal)) return line.happen({ type: "crowded" });
  if (topic !== undefined) line.happen({ type: "asked", frame: { type: "subscribe", topic } });
}

/** False when this is one too many. */
function count({ house, ends }: Line, principal: string): boolean {
  const { people, limits } = house;
  const before = people.get(principal) ?? 0;
  people.set(principal, before + 1);
  ends.set("person", () => {
    const left = (people.get(principal) ?? 1) - 1;
    if (left === 0) people.delete(principal);
    else people.set(principal, left);
  });
  return before < limits.socketsAPerson;
}

function watchSession({ house, happen, ends }: Line, family: Id<"fam">): void {
  const hear = () => happen({ type: "revoked" });
  // The token before may have been of another session.
  ends.get("session")?.();
  ends.set("session", house.revocations.watch(family, hear));
  // Perhaps it was ended while its token was looked at.
  if (house.revocations.isEnded(family)) hear();
}
