import { assert, type Id } from "@msafara/kernel";
import { type Address, idOf } from "@msafara/runtime";

/** The id of the agent at an address. Whoever lets commands in has looked at it already. */
export function ownId<Kind extends string>(kind: Kind, self: Address): Id<Kind> {
  const id = idOf(self);
  assert(isId(kind, id), "an agent lives under an id of its own kind");
  return id;
}

function isId<Kind extends string>(kind: Kind, id: string): id is Id<Kind> {
  return id.startsWith(`${kind}_`) && id.length > kind.length + 1;
}
