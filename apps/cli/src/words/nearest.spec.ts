import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const NAMES = ["agents", "agent", "nodes", "quarantine", "settings", "migrate"];

test.for([
  ["agnets", "agents"],
  ["node", "nodes"],
  ["quarantin", "quarantine"],
  ["quar", "quarantine"],
  ["setings", "settings"],
])("who types %s probably means %s", ([typed = "", meant]) => {
  expect(nearest(typed, NAMES)).toBe(meant);
});

test.for(["", "frobnicate", "zz"])("nobody knows what is meant by '%s'", (typed) => {
  expect(nearest(typed, NAMES)).toBeUndefined();
});
