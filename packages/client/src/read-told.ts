import { fromIso } from "@msafara/kernel";
import { type Schema, walk } from "./walk.ts";

/**
 * Reads an answer by its contract, without judging it: a newer server may add fields, add values to
 * a list of words and raise bounds, and none of that breaks an older client.
 */
export function readTold(schema: Schema, value: unknown): unknown {
  return walk(schema, value, {
    turn: turnTold,
    formOf: (forms, wire) => forms.find((form) => form.safeDecode(wire).success),
  });
}

/** An instant in a year that the contract does not have yet is one all the same; what is none stays as it came. */
function turnTold(codec: Schema, wire: unknown): unknown {
  const turned = codec.safeDecode(wire);
  if (turned.success) return turned.data;
  return typeof wire === "string" ? (fromIso(wire) ?? wire) : wire;
}
