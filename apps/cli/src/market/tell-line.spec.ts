import { expect, test } from "vitest";
import { tellLine } from "./tell-line.ts";

test("a market that was away is told of once, and once when it is back", () => {
  const said: string[] = [];
  const tell = tellLine({ words: { away: "away", back: "back" }, say: (line) => said.push(line) });
  const phases = ["connecting", "open", "waiting", "connecting", "waiting", "connecting", "open"];
  for (const phase of phases as ("connecting" | "open" | "waiting")[]) tell({ phase });
  expect(said).toEqual(["away", "back"]);
});
