import type { Bus } from "@msafara/runtime";
import type { Vitals } from "./vitals.ts";

/** Whom the agents' hosts ask outside, as they say on the bus; nobody while it is away (R15). */
export async function readVendors({
  presence,
}: {
  readonly presence: Pick<Bus["presence"], "members">;
}): Promise<NonNullable<Vitals["vendors"]>> {
  const said = await presence.members("vendors");
  // Where hosts differ, as between two releases, the stand-in is the one to know of: it sorts last.
  const pairs = said.toSorted().map((member) => member.split("="));
  return Object.fromEntries(
    pairs.flatMap(([name, kind]) =>
      name !== undefined && (kind === "real" || kind === "stand-in") ? [[name, kind]] : [],
    ),
  );
}
