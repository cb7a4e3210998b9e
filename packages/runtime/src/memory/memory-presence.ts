import type { Presence } from "../ports/bus.ts";
import type { Socket } from "./memory-bus.ts";

/** Who is there, within one process. */
export function memoryPresence({ exchange, wire }: Socket): Presence {
  const { groups, world } = exchange;

  /** Those who did not renew their place go whenever somebody looks or comes. */
  function presentIn(group: string): Map<string, number> | undefined {
    const members = groups.get(group);
    for (const [member, until] of members ?? [])
      if (until <= world.ticks()) members?.delete(member);
    if (members?.size === 0) groups.delete(group);
    return members;
  }

  return {
    enter: (group, member, ttlMs) =>
      wire.ask("presence.enter", () => {
        const members = presentIn(group) ?? new Map<string, number>();
        groups.set(group, members.set(member, world.ticks() + ttlMs));
      }),
    exit: (group, member) =>
      wire.ask("presence.exit", () => {
        groups.get(group)?.delete(member);
        presentIn(group);
      }),
    members: (group) =>
      wire.ask("presence.members", () => [...(presentIn(group)?.keys() ?? [])].toSorted()),
  };
}
