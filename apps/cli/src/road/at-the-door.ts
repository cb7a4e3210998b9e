import { type Client, MsafaraProblem, openClient } from "@msafara/client";
import { failed, type Option, type Outcome, type Request } from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { textValue, type Value } from "../words/values.ts";

const OPERATOR: Value = {
  name: "PHONE:PASSWORD",
  expected: "a phone and its password, such as +254712345678:…",
  accepts: (text) => /^\+\d{8,15}:./.test(text),
};

/** Who tells, and to which market. */
export const TRAFFIC_OPTIONS: Readonly<Record<string, Option>> = {
  as: { value: OPERATOR, says: "The operator to come in as: an admin, or support" },
  url: {
    value: textValue("URL", "an address"),
    says: "The market (that of this checkout unless said)",
  },
};

/** Comes in as an operator, does something, and goes out again. What is refused is one sentence. */
export async function atTheDoor(
  { options }: Pick<Request, "options">,
  { world, marketUrl }: Pick<Desk, "world" | "marketUrl">,
  work: (client: Client) => Promise<Outcome>,
): Promise<Outcome> {
  const { as = "", url: baseUrl = marketUrl } = options;
  const at = as.indexOf(":");
  if (at < 0) return failed("Say who tells: --as PHONE:PASSWORD of an admin, or of support");
  const client = openClient({ baseUrl, world });
  try {
    await client.login({ body: { phone: as.slice(0, at), password: as.slice(at + 1) } });
    const outcome = await work(client);
    await client.logout();
    return outcome;
  } catch (problem) {
    return failed(sentenceOf(problem, baseUrl));
  } finally {
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
