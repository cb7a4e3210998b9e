import { ROUTES } from "@msafara/contracts";
import type { Actor } from "@msafara/domain";
import { describe, expect, test } from "vitest";
import { admit } from "./admit.ts";

const root = { userId: "usr_root", role: "admin" } as const;
const coming = (actor: Actor) => ({ actor, principal: "key_fleet" }) as const;

describe("a key", () => {
  test("is let in where its scope and its maker are", () => {
    const key = coming({ ...root, scopes: ["shipments"] });
    expect(admit(ROUTES.awardBid, key)).toBeUndefined();
  });

  test("is told first what it is not for", () => {
    const key = coming({ ...root, scopes: ["desk"] });
    expect(admit(ROUTES.setDriver, key)).toMatchObject({ refused: "scope-missing" });
  });

  test("may no more than its maker: an admin is no driver", () => {
    const driving = { roles: ["driver"], scopes: ["fleet"] } as const;
    const key = coming({ ...root, scopes: ["fleet"] });
    expect(admit(driving, key)).toMatchObject({ refused: "role-may-not" });
    const box = coming({ userId: "usr_juma", role: "driver", scopes: ["fleet"] });
    expect(admit(driving, box)).toBeUndefined();
  });

  test("opens nothing of a driver's own, whoever made it", () => {
    const box = coming({ userId: "usr_juma", role: "driver", scopes: ["fleet"] });
    expect(admit(ROUTES.setDriver, box)).toMatchObject({ refused: "scope-missing" });
  });
});
