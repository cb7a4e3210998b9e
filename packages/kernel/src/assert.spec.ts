import { describe, expect, test } from "vitest";
import { assert, Bug, unreachable } from "./assert.ts";

describe("assert", () => {
  test("says why something must hold when it does not", () => {
    const because = "the router never measures an empty trip";
    expect(() => assert(false, because)).toThrow(new Bug(because));
  });

  test.for([undefined, null])("takes %s for something that is missing", (missing) => {
    expect(() => assert(missing, "there is a driver")).toThrow(Bug);
  });

  test.for([0, "", true])("takes %j for something that is there", (there) => {
    expect(() => assert(there, "a load may weigh nothing yet")).not.toThrow();
  });
});

test("a case that nobody named is a bug that shows what was met", () => {
  const met = "teleported" as never;
  expect(() => unreachable(met)).toThrow('Met "teleported"');
});
