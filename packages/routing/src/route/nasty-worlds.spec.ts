import { expect, test } from "vitest";
import { PAIRS } from "../specs/how-many-pairs.ts";
import { wrongAnswer } from "../specs/nasty/judge-answer.ts";
import { wrongBoard } from "../specs/nasty/judge-board.ts";
import { nastyQuestion } from "../specs/nasty/nasty-question.ts";
import { nastyWorld } from "../specs/nasty/nasty-world.ts";
import { openRoads } from "./roads.ts";
import { openTariff } from "./tariff.ts";

const WORLDS = PAIRS * 3;
const QUESTIONS = 4;

/** What is wrong with the answers in one world, and what they were. */
function judged(seed: number): { readonly wrong: readonly string[]; readonly kinds: string[] } {
  const world = nastyWorld(seed);
  const roads = openRoads(world.map);
  const kinds: string[] = [];
  const wrong = Array.from({ length: QUESTIONS }, (_, i) => {
    const number = seed * QUESTIONS + i;
    const question = nastyQuestion(world, number);
    const tariff = openTariff(roads, question.drive);
    const board = { tariff, seed: number, isTrue: world.isTrue };
    const { kind, wrong: answer } = wrongAnswer(roads, tariff, question);
    kinds.push(kind);
    return [...answer, ...wrongBoard(roads, board)].map((each) => {
      return `world ${seed}, question ${i}, ${kind}: ${each}`;
    });
  });
  return { wrong: wrong.flat(), kinds };
}

test("U100: in small worlds where everything meets, a judge who reads the signs one by one finds nothing wrong", () => {
  const met = new Set<string>();
  for (let seed = 1; seed <= WORLDS; seed++) {
    const { wrong, kinds } = judged(seed);
    expect(wrong).toEqual([]);
    for (const kind of kinds) met.add(kind);
  }
  const all = [
    "alternatives",
    "apart",
    "closed stop",
    "moved",
    "no road",
    "obstacles",
    "stops",
    "way",
  ];
  expect([...met]).toEqual(expect.arrayContaining(all));
}, 3_000_000);
