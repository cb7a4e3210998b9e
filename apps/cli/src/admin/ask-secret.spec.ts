import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { askSecret } from "./ask-secret.ts";

/** Somebody types these letters; answers what was heard and what could be seen. */
async function typed(letters: string) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const heard = askSecret("Password", { input, output });
  input.write(letters);
  const secret = await heard;
  output.end();
  return { secret, seen: await text(output) };
}

test("what is typed is heard and not seen", async () => {
  const { secret, seen } = await typed("safari njema\r");
  expect(secret).toBe("safari njema");
  expect(seen).toBe("Password: \n");
});

test("a slip is taken back as anywhere else", async () => {
  expect((await typed("safarj\u007fi\r")).secret).toBe("safari");
});

test.for([
  ["Ctrl-C", "saf\u0003"],
  ["Ctrl-D", "\u0004"],
] as const)("%s says nothing", async ([, letters]) => {
  expect(await typed(letters)).toEqual({ secret: undefined, seen: "Password: \n" });
});
