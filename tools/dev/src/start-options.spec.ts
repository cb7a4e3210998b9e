import { expect, test } from "vitest";
import { readStartOptions } from "./start-options.ts";

test.for([
  [[], { demo: { speed: 60 } }],
  [["--no-demo"], {}],
  [["--speed", "600"], { demo: { speed: 600 } }],
  [["--", "--speed=1"], { demo: { speed: 1 } }],
] as const)("%j starts what is wanted", ([words, options]) => {
  expect(readStartOptions(words)).toEqual(options);
});

test.for([
  [["--fast"], 'Found "--fast" behind start: expected --no-demo, or --speed'],
  [["--speed"], 'Found "" behind --speed: expected 1'],
  [["--speed", "0.5"], 'Found "0.5" behind --speed: expected 1'],
  [["--speed", "1e3"], 'Found "1e3" behind --speed'],
  [["--speed", "4000"], "up to 3600"],
] as const)("%j is refused in one sentence", ([words, sentence]) => {
  expect(() => readStartOptions(words)).toThrow(sentence);
});
