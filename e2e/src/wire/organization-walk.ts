import type { MemberRole } from "@msafara/contracts";
import { askWire, type Told } from "./ask-wire.ts";
import type { Walk } from "./good-call.ts";
import { inTurns } from "./in-turns.ts";
import type { Person } from "./open-cast.ts";

const AT_A_TIME = 8;
const OFFICES = ["owner", "dispatcher", "fleet-manager", "driver", "facility-manager"] as const;
/** Whom each office may ask in, and whose place it may end, as docs/design/identity.md promises. */
const LOOKS_AFTER: Readonly<Record<MemberRole, readonly MemberRole[]>> = {
  owner: OFFICES,
  "fleet-manager": ["dispatcher", "driver"],
  dispatcher: ["driver"],
  driver: [],
  "facility-manager": [],
};

/** One question about an organization, and what each is to be told. */
interface Cell {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly isCommand?: boolean;
  readonly verdict: (person: Person) => string;
}

/** What whoever asks about somebody else's organization, or his own, is told otherwise than he should be. */
export async function walkOrganization(
  { stage, cast }: Walk,
  everybody: readonly Person[],
): Promise<readonly string[]> {
  const { owner, hauler } = cast;
  const { orgId = "" } = owner;
  const wrong: string[] = [];
  for (const cell of [...reads(orgId), ...invites(orgId), ...removals(orgId, { owner, hauler })]) {
    await inTurns(everybody, AT_A_TIME, async (person) => {
      const { isCommand = false, verdict } = cell;
      const expected = person.scopes === undefined ? verdict(person) : "token-missing";
      const ask = async (dryRun: boolean) =>
        codeOf(await askWire(stage, { ...cell, as: person.shows, dryRun }));
      const told = [await ask(isCommand)];
      // What is refused is refused to whoever means it, too.
      if (isCommand && expected !== "done") told.push(await ask(false));
      if (told.every((code) => code === expected)) return;
      wrong.push(`${cell.what} by ${person.name}: ${told.join(", ")}, expected ${expected}`);
    });
  }
  return wrong;
}

const AT = "/api/v1/organizations/{id}";
const STRANGER = "organization-not-found";

function reads(id: string): readonly Cell[] {
  const seen = (person: Person) => standing(person, id) ?? "done";
  const invitations = (person: Person) => {
    const { orgRole } = person;
    const isNobody = orgRole !== undefined && LOOKS_AFTER[orgRole].length === 0;
    return standing(person, id) ?? (isNobody && !isOperator(person) ? "not-allowed" : "done");
  };
  const read = { method: "GET", params: { id } };
  return [
    { ...read, what: "read", path: AT, verdict: seen },
    { ...read, what: "members", path: `${AT}/members`, verdict: seen },
    { ...read, what: "invitations", path: `${AT}/invitations`, verdict: invitations },
  ];
}

function invites(id: string): readonly Cell[] {
  return OFFICES.map((role) => ({
    what: `a place as ${role}`,
    method: "POST",
    path: `${AT}/invitations`,
    params: { id },
    body: { phone: "+254733000001", role },
    isCommand: true,
    verdict: (person: Person) =>
      standing(person, id) ?? (looksAfter(person, role) ? "done" : "not-allowed"),
  }));
}

function removals(id: string, { owner, hauler }: Readonly<Record<"owner" | "hauler", Person>>) {
  const end = (member: Person, own: string): Cell => ({
    what: `the end of ${member.name}'s place`,
    method: "DELETE",
    path: `${AT}/members/{userId}`,
    params: { id, userId: member.userId },
    isCommand: true,
    verdict: (person) => {
      const turned = standing(person, id);
      if (turned !== undefined) return turned;
      if (person.userId === member.userId) return own;
      return looksAfter(person, member.orgRole ?? "owner") ? "done" : "not-allowed";
    },
  });
  return [end(hauler, "done"), end(owner, "last-owner")];
}

function looksAfter({ orgRole }: Person, role: MemberRole): boolean {
  return orgRole !== undefined && LOOKS_AFTER[orgRole].includes(role);
}

/** To a stranger there is none. */
function standing(person: Person, id: string): string | undefined {
  return person.orgId === id || isOperator(person) ? undefined : STRANGER;
}

function isOperator({ role }: Person): boolean {
  return role === "admin" || role === "support";
}

function codeOf({ status, body }: Told): string {
  return status < 300 ? "done" : body.code;
}
