import { expect, test } from "vitest";
import { listAgents } from "../agent/list-agents.ts";
import { setSetting } from "../setting/set-setting.ts";
import { explainAll, explainCommand } from "./explain.ts";

const LOOK = { width: 80, colours: false, zone: "UTC" };

test("help lists each command once, with what it does", () => {
  const commands = [listAgents, { ...listAgents, name: "list", isAlias: true }, setSetting];
  const lines = explainAll(commands, LOOK);
  expect(lines).toContain("  agents                            List agents, by address");
  expect(lines.join("\n")).not.toContain("  list ");
});

test.for([40, 80])("help fits into %i columns", (width) => {
  const look = { ...LOOK, width };
  const lines = [...explainAll([listAgents], look), ...explainCommand(setSetting, look)];
  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

test("an option whose value may be left out says so", () => {
  expect(explainCommand(listAgents, LOOK).join("\n")).toContain("--stuck [SECONDS]");
});
