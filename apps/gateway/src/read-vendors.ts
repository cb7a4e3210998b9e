import type { Bus } from "@msafara/runtime";
import type { VendorKind, Vitals } from "./vitals.ts";

const KINDS: Readonly<Record<string, VendorKind | undefined>> = {
  real: "real",
  "stand-in": "stand-in",
  own: "own",
  google: "google",
};

/** Whom the agents' hosts ask outside, as they say on the bus; nobody while it is away (R15). */
export async function readVendors({
  presence,
}: {
  readonly presence: Pick<Bus["presence"], "members">;
}): Promise<NonNullable<Vitals["vendors"]>> {
  const members = await presence.members("vendors");
  // Where hosts differ, as between two releases, the stand-in is the one to know of: it sorts last.
  const pairs = members.toSorted().map((member) => member.split("="));
  return Object.fromEntries(
    pairs.flatMap(([name, said]) => {
      const kind = said !== undefined && Object.hasOwn(KINDS, said) ? KINDS[said] : undefined;
      return name === undefined || kind === undefined ? [] : [[name, kind]];
    }),
  );
}
