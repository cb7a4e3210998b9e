import { ALL_ROUTES, PROBLEMS, problemsOf, ROUTES, urlOf } from "@msafara/contracts";
import { describe, expect, test } from "vitest";
import { KEYS, openTestDoor } from "../specs/open-test-door.ts";

/** Whatever is thrown at a route of the wire, its answer is one that the documents show for it. */
describe("every route", () => {
  const broken = Object.fromEntries(
    Object.keys(ROUTES).map((name) => [name, () => Promise.reject(new TypeError("broken"))]),
  );

  test.for(ALL_ROUTES)("$id answers only what it declares", async (route) => {
    const { app, as } = openTestDoor({ handlers: broken });
    const url = urlOf(route).replaceAll(/\{\w+\}/g, "x");
    const declared = problemsOf(route);
    const json = { "content-type": "application/json" };
    const large = { headers: { ...as({ role: "admin" }), ...json }, body: "x".repeat(1_100_000) };
    const tries = [
      ...(route.method === "GET" ? [] : [large]),
      { headers: {} },
      { headers: { authorization: "Bearer x" } },
      { headers: { "x-api-key": KEYS.desk } },
      { headers: { "x-api-key": "x" } },
      ...(["shipper", "driver", "facility", "admin", "support"] as const).flatMap((role) => [
        { headers: as({ role }) },
        { headers: { ...as({ role }), "idempotency-key": "a b" } },
        ...(route.method === "GET"
          ? []
          : [
              { headers: { ...as({ role }), ...json }, body: "{" },
              { headers: { ...as({ role }), ...json }, body: '{"x":1}' },
              { headers: { ...as({ role }), "content-type": "text/plain" }, body: "x" },
            ]),
      ]),
    ];
    for (const asked of tries) {
      for (const query of ["", "?dryRun=true", "?x=1"]) {
        const answer = await app.inject({ method: route.method, url: `${url}${query}`, ...asked });
        const { code, status } = answer.json();
        if (answer.statusCode === 200) continue;
        expect([code, declared.includes(code)]).toEqual([code, true]);
        expect(PROBLEMS[declared.find((known) => known === code) ?? "broken"].status).toBe(status);
      }
    }
  });
});
