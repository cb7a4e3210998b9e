import { type Client, MsafaraProblem, openClient } from "@msafara/client";
import { failed, type Option, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { comeIn } from "../market/come-in.ts";
import { asOption, logInAs } from "../market/log-in-as.ts";
import { MARKET } from "../words/values.ts";

/** A door that counts how many come in lets the next one in within a minute. */
const PATIENCE_MS = 60_000;

/** Who tells, and to which market. */
export const TRAFFIC_OPTIONS: Readonly<Record<string, Option>> = {
  as: asOption("The operator to come in as: an admin, or support"),
  url: {
    value: MARKET,
    says: "The market (that of this checkout unless said)",
  },
};

/** Comes in as an operator, does something, and goes out again. What is refused is one sentence. */
export async function atTheDoor(
  { options }: Pick<Request, "options">,
  desk: Pick<Desk, "world" | "marketUrl" | "stateFolder" | "password" | "askSecret">,
  work: (client: Client) => Promise<Outcome>,
): Promise<Outcome> {
  const { as, url: baseUrl = desk.marketUrl } = options;
  if (as === undefined) return failed("Say who you are: --as PHONE of an admin, or of support");
  const who = await logInAs(as, desk);
  if ("complaint" in who) return failed(who.complaint);
  const { world, stateFolder } = desk;
  const stop = new AbortController();
  void world.sleep(PATIENCE_MS, stop.signal).then(() => stop.abort());
  const client = openClient({ baseUrl, world });
  try {
    await comeIn({ client, world, stateFolder, as: who, signal: stop.signal });
    const outcome = await work(client);
    await client.logout();
    return outcome;
  } catch (problem) {
    return failed(sentenceOf(problem, baseUrl));
  } finally {
    stop.abort();
    client.live.close();
  }
}

function sentenceOf(problem: unknown, baseUrl: string): string {
  if (!(problem instanceof MsafaraProblem)) throw problem;
  const { code, message, errors } = problem;
  if (code === "network-failed" || code === "timed-out") {
    return `Nothing answers at "${baseUrl}": run "npx -y pnpm@12 start", or say --url`;
  }
  const fields = errors.map((each) => `${each.path} ${each.message}`).join("; ");
  return fields === "" ? `${message} (${code})` : `${message} (${code}): ${fields}`;
}
