import { describe, expect, test } from "vitest";
import { mayInvite } from "./may-invite.ts";

const ROLES = ["owner", "fleet-manager", "dispatcher", "facility-manager", "driver"] as const;

describe("an invitation", () => {
  test("may come from an owner for any place", () => {
    expect(ROLES.every((role) => mayInvite("owner", role))).toBe(true);
  });

  test("never lifts anybody to where the inviter stands, or above", () => {
    const others = ROLES.filter((role) => role !== "owner");
    const lifted = others.filter((role) => mayInvite(role, role) || mayInvite(role, "owner"));
    expect(lifted).toEqual([]);
  });

  test("reaches no further through those who were invited", () => {
    const detours = ROLES.flatMap((first) =>
      ROLES.flatMap((second) =>
        ROLES.filter(
          (third) =>
            mayInvite(first, second) && mayInvite(second, third) && !mayInvite(first, third),
        ).map((third) => `${first} → ${second} → ${third}`),
      ),
    );
    expect(detours).toEqual([]);
  });
});
