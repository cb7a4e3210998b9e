import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";

test.for([
  [
    "bin/postgres: error while loading shared libraries: libxml2.so.2: cannot open shared object",
    'misses the library "libxml2.so.2": install it',
  ],
  ["FATAL: could not write: No space left on device", "free some space"],
  ["spawn /x/bin/initdb ENOENT", "needs a Linux with glibc"],
  ["FATAL:  something else\n", "PostgreSQL failed to start: FATAL:  something else"],
] as const)("%j becomes one sentence", ([said, sentence]) => {
  const { message } = explainFailure("start", said);
  expect(message).toContain(sentence);
  expect(message).not.toContain("\n");
});
