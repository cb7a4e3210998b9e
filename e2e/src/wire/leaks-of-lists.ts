import { askWire } from "./ask-wire.ts";
import type { Walk } from "./good-call.ts";
import { inTurns } from "./in-turns.ts";
import type { Person } from "./open-cast.ts";

const AT_A_TIME = 8;

/** Every list whose things can be read one by one, and where. */
const LISTS = [
  { list: "/api/v1/shipments", read: "/api/v1/shipments/{id}" },
  { list: "/api/v1/payments", read: "/api/v1/payments/{id}" },
  { list: "/api/v1/agents", read: "/api/v1/agents/{type}/{id}" },
] as const;

/** What lists show to somebody that he may not read, and how much they showed at all. */
export async function leaksOfLists(
  { stage }: Walk,
  everybody: readonly Person[],
): Promise<{ readonly leaks: readonly string[]; readonly shown: number }> {
  const leaks: string[] = [];
  let shown = 0;
  const cells = everybody.flatMap((person) => LISTS.map((each) => ({ person, ...each })));
  await inTurns(cells, AT_A_TIME, async ({ person: { name, shows: as }, list, read }) => {
    const query = { limit: "200" };
    const page = await askWire(stage, { method: "GET", path: list, as, query });
    const items: readonly { readonly id: string; readonly type?: string }[] =
      page.status === 200 ? page.body.items : [];
    for (const { id, type = "" } of items) {
      shown += 1;
      const { status } = await askWire(stage, {
        method: "GET",
        path: read,
        params: { id, type },
        as,
      });
      if (status !== 200) leaks.push(`${name} is shown ${id} in ${list}, and told ${status} of it`);
    }
  });
  return { leaks, shown };
}
