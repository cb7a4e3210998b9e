import { expect, test } from "vitest";
import { drawnWrong, MACHINES } from "./drawn-wrong.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

const PAPER = "docs/design/bid.md";
const BID = { [PAPER]: { open: ["won", "lost"] } };

/** The complaints about these arrows, where a bid is open until it is won or lost. */
function wrongIn(arrows: string): readonly string[] {
  const drawing = `\`\`\`mermaid\nstateDiagram-v2\n${arrows}\n\`\`\``;
  return drawnWrong(plantedRepository({ [PAPER]: drawing }), BID);
}

test("every state machine is drawn as it is coded", () => {
  expect(drawnWrong(thisRepository(), MACHINES)).toEqual([]);
});

test("lets a true drawing pass", () => {
  expect(wrongIn("  open --> won\n  open --> lost")).toEqual([]);
});

test.for([
  ["an arrow too many", "  open --> won\n  open --> lost\n  lost --> won", "never happens"],
  ["an arrow too few", "  open --> won", "does not draw open → lost"],
])("catches %s", ([, arrows = "", complaint = ""]) => {
  expect(wrongIn(arrows)).toEqual([expect.stringContaining(complaint)]);
});

test("catches a drawing of nothing, and a machine that nobody drew", () => {
  const drawing = plantedRepository({ [PAPER]: "stateDiagram-v2\n  open --> won" });
  expect(drawnWrong(drawing, {})).toEqual([`${PAPER} draws a machine that no code has`]);
  expect(drawnWrong(plantedRepository({}), BID)).toEqual([`${PAPER} draws no state machine`]);
});
