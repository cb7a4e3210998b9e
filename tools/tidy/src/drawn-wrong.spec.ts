import { expect, test } from "vitest";
import { drawnWrong, MACHINES, machinesIn } from "./drawn-wrong.ts";
import { plantedRepository, thisRepository } from "./repository.ts";

const PAPER = "docs/design/bid.md";
const BID = { [PAPER]: { open: ["won", "lost"] } };

/** The complaints about these arrows, where a bid is open until it is won or lost. */
function wrongIn(arrows: string): readonly string[] {
  const drawing = `\`\`\`mermaid\nstateDiagram-v2\n${arrows}\n\`\`\``;
  return drawnWrong(plantedRepository({ [PAPER]: drawing }), BID);
}

test("every state machine is drawn as it is coded", () => {
  const here = thisRepository();
  expect(drawnWrong(here, machinesIn(here, MACHINES))).toEqual([]);
});

test("reads a machine from where the code keeps it", () => {
  const code =
    'export const ARROWS: X<Y[]> = {\n  "at-work": ["won", "lost"],\n  won: [],\n};\nf([]);';
  const machines = machinesIn(plantedRepository({ "a.ts": code }), { [PAPER]: "a.ts#ARROWS" });
  expect(machines).toEqual({ [PAPER]: { at_work: ["won", "lost"], won: [] } });
});

test("every machine has arrows where it is said to have them", () => {
  const machines = machinesIn(thisRepository(), MACHINES);
  expect(Object.values(machines).filter((it) => Object.keys(it).length === 0)).toEqual([]);
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
