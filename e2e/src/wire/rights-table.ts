import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MemberRole, Role } from "@msafara/contracts";
import { assert } from "@msafara/kernel";

const PAPER = join(import.meta.dirname, "../../../docs/design/access.md");
const LINE =
  /^(?<kind>[a-z]+) (?<action>[a-z-]+) +(?<roles>(?:[opa.]+ +){5})\|(?<offices>(?: [o.]){5})$/gm;
const ROLES: readonly Role[] = ["shipper", "driver", "facility", "support", "admin"];
const OFFICES: readonly MemberRole[] = [
  "owner",
  "dispatcher",
  "fleet-manager",
  "driver",
  "facility-manager",
];

/** How somebody stands to a thing. */
export type Standing = "own" | "org" | "party" | "another";

/** The table of rights as people read it. */
export type RightsTable = ReadonlyMap<string, Right>;

interface Right {
  readonly roles: ReadonlyMap<Role, string>;
  readonly offices: ReadonlyMap<MemberRole, string>;
}

/** Reads the table as it is printed in docs/design/access.md, which is what was promised. */
export async function readRights(): Promise<RightsTable> {
  const text = await readFile(PAPER, "utf8");
  const lines = [...text.matchAll(LINE)].map(({ groups = {} }) => {
    const { kind = "", action = "", roles = "", offices = "" } = groups;
    const right: Right = {
      roles: paired(ROLES, roles),
      offices: paired(OFFICES, offices),
    };
    return [`${kind} ${action}`, right] as const;
  });
  assert(lines.length > 0, "the table is printed in the paper");
  return new Map(lines);
}

function paired<Name>(names: readonly Name[], cells: string): ReadonlyMap<Name, string> {
  const said = cells.trim().split(/ +/);
  return new Map(names.map((name, i) => [name, said[i] ?? "."]));
}

/** Whether the table lets somebody do it, and if not, whether he could to something else. */
export function mayBy(
  { roles, offices }: Right,
  { role, orgRole = "driver" }: { readonly role: Role; readonly orgRole?: MemberRole | undefined },
  stands: ReadonlySet<Standing>,
): "may" | "not-this-one" | "never" {
  // An organization's driver has no rights by his office, and whoever has no office has none either.
  const [cell, office] = [roles.get(role) ?? ".", offices.get(orgRole) ?? "."];
  const ways = [
    cell.includes("a"),
    cell.includes("o") && stands.has("own"),
    cell.includes("p") && stands.has("party"),
    office === "o" && stands.has("org"),
  ];
  if (ways.includes(true)) return "may";
  return cell === "." && office === "." ? "never" : "not-this-one";
}
