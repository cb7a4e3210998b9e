import { Bug, Fault } from "@msafara/kernel";
import { openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import type { Desk } from "./desk.ts";
import { runCommandLine } from "./run-command-line.ts";

/** A desk whose database always says this. */
function brokenDesk(error: Error): Desk {
  const fail = async () => {
    throw error;
  };
  const look = { width: 80, colours: false, zone: "UTC" };
  const doors = { journal: fail, identity: fail, migrate: fail, readInput: fail };
  const nobody = { confirm: undefined, askSecret: undefined, say: () => undefined };
  const here = {
    marketUrl: "http://127.0.0.1:9",
    stateFolder: "/nowhere/at/all",
    password: undefined,
  };
  const passwords = { hash: fail, verify: fail };
  return { world: openStillWorld(), look, user: "ann", passwords, ...nobody, ...here, ...doors };
}

const ASLEEP = brokenDesk(new Fault("The database sleeps", { retry: true }));

test.for([[], ["help"], ["--help"], ["help", "--help"]])("%j is help", async (args) => {
  const { exitCode, lines } = await runCommandLine(args, ASLEEP);
  expect([exitCode, lines[0]]).toEqual([0, "The operator's command line of Msafara"]);
});

test.for([
  ["help", "quarantine", "drop"],
  ["quarantine", "drop", "--help"],
])("%j is help for one command", async (args) => {
  const { exitCode, lines } = await runCommandLine(args, ASLEEP);
  expect([exitCode, lines[0]]).toEqual([0, "Give up a message for good that was set aside"]);
});

test("help for a command that is not there names the nearest", async () => {
  expect(await runCommandLine(["help", "qarantine", "drop"], ASLEEP)).toEqual({
    exitCode: 2,
    lines: [],
    complaint: 'There is no command "qarantine drop": did you mean "quarantine drop"?',
  });
});

test("a world that fails is one sentence", async () => {
  const outcome = await runCommandLine(["nodes"], ASLEEP);
  expect(outcome).toEqual({ exitCode: 1, lines: [], complaint: "The database sleeps" });
});

test("a database without tables says what to do", async () => {
  const cause = Object.assign(new TypeError('relation "agents" does not exist'), { code: "42P01" });
  const desk = brokenDesk(new Fault("The database failed us", { retry: false, cause }));
  const { complaint } = await runCommandLine(["agents"], desk);
  expect(complaint).toBe('This database is not migrated: run "pnpm msafara migrate"');
});

test("a complaint does not steer the terminal with what was typed", async () => {
  const { complaint } = await runCommandLine(["agents", "x\u001b[2J"], ASLEEP);
  expect(complaint).toContain("x\\u001b[2J");
});

test("a bug of ours is not made a sentence of", async () => {
  const run = runCommandLine(["agents"], brokenDesk(new Bug("We were wrong")));
  await expect(run).rejects.toThrow(Bug);
});
