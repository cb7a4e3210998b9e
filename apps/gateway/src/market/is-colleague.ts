import type { Id } from "@msafara/kernel";
import type { MarketDesk } from "./market-desk.ts";

const PAGE = 200;

/** Whether an agent is that of somebody who belongs to an organization, also before the agent ever acted. */
export async function isColleague(
  { people }: Pick<MarketDesk, "people">,
  organization: Id<"org">,
  agentId: Id,
): Promise<boolean> {
  let after: Id<"usr"> | undefined;
  do {
    const page = { organization, limit: PAGE, ...(after && { after }) };
    const members = await people.listMembers(page);
    const users = await Promise.all(members.map(async ({ user }) => await people.findUser(user)));
    if (users.some((user) => user?.agent === agentId)) return true;
    after = members.length < PAGE ? undefined : members.at(-1)?.user;
  } while (after !== undefined);
  return false;
}
