import type { Id } from "@msafara/kernel";
import type { Line } from "./open-line.ts";
import type { Pass } from "./pass.ts";

/** Takes in whoever showed a good token: counted, and put out when the session is revoked. */
export function welcome(line: Line, { visitor }: Pass): void {
  const { topic } = line.upgrade;
  const isNew = !line.ends.has("person");
  const { family } = visitor.session ?? {};
  if (family !== undefined) void watchSession(line, family);
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

async function watchSession(line: Line, family: Id<"fam">): Promise<void> {
  const { house, happen, ends, session } = line;
  try {
    const { thing: hearing, release } = await house.sessions.take(family);
    const hear = () => happen({ type: "revoked" });
    const end = () => {
      hearing.ears.delete(hear);
      release();
    };
    if (session().phase === "closed") return end();
    // The token before may have been of another session.
    ends.get("session")?.();
    ends.set("session", end);
    hearing.ears.add(hear);
    if (hearing.latest() !== undefined) hear();
  } catch (error) {
    house.log.warn({ event: "socket.unwatched", error }, "a session could not be watched");
    happen({ type: "untaken" });
  }
}
