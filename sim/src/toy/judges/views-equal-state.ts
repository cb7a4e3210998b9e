import { decode, encode, idOf, roleOf } from "@msafara/runtime";
import { toyRow } from "../toy-roles.ts";
import { roleFor } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

/** Every row is what its one writer's state says, and no agent lacks its row. */
export function viewsEqualState({ inventory, roles }: Evidence): readonly string[] {
  const found = new Map(inventory.views.map(({ view, key, row }) => [`${view} ${key}`, row]));
  const wrongs = inventory.agents.flatMap(({ address, schema, state }) => {
    const role = roleFor(roles, address);
    const written = decode<unknown>(state);
    const read =
      schema === role.schema ? written : (role.upcast?.state?.(schema, written) ?? written);
    const { view, row } = toyRow(roleOf(address), read);
    const place = `${view} ${idOf(address)}`;
    const shown = found.get(place);
    found.delete(place);
    if (shown === undefined) return [`${address} has no row in ${view}`];
    return same(row, shown) ? [] : [`${address}: its row in ${view} is not what its state says`];
  });
  return [...wrongs, ...[...found.keys()].map((place) => `Row ${place} has no agent`)];
}

function same(one: unknown, other: unknown): boolean {
  return Buffer.compare(encode(one), encode(other)) === 0;
}
