import { type Schema, walk } from "./walk.ts";

/**
 * Reads an answer by its contract, without judging it: a newer server may add fields, add values to
 * a list of words and raise bounds, and none of that breaks an older client.
 */
export function readTold(schema: Schema, value: unknown): unknown {
  return walk(schema, value, {
    turn: (codec, wire) => codec.decode(wire),
    formOf: (forms, wire) => forms.find((form) => form.safeDecode(wire).success),
  });
}
