import { createHmac } from "node:crypto";
import type { People, Person } from "./settle-people.ts";
import type { Wish } from "./wish.ts";

/** Header lines by which somebody comes in, or tries to. */
export function showToken(
  people: People,
  { who, pick }: Pick<Wish, "who" | "pick">,
): readonly string[] {
  const address = `x-forwarded-for: 10.${pick % 250}.${(pick >> 8) % 250}.${(pick >> 16) % 250}`;
  if (who === "nobody") return [address];
  if (who === "key") return [address, `x-api-key: ${people.apiKey}`];
  if (who === "bad-key") return [address, `x-api-key: msf_live_${"a".repeat(pick % 100)}`];
  if (who === "basic") return [address, "authorization: Basic YWRtaW46YWRtaW4="];
  if (who === "doubled") {
    return [address, bearer(people.amina.token), bearer(people.ada.token)];
  }
  return [address, bearer(personOf(people, who)?.token ?? forge(people, who))];
}

function bearer(token: string): string {
  return `authorization: Bearer ${token}`;
}

function personOf({ amina, otieno, juma, wanjiku, ada }: People, who: string): Person | undefined {
  return { amina, otieno, juma, wanjiku, ada }[who];
}

/** Tokens that are almost right: none of them may ever be believed. */
export function forge({ amina, ada }: People, who: string): string {
  const [head = "", body = "", signature = ""] = ada.token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  const { kid } = JSON.parse(Buffer.from(head, "base64url").toString());
  switch (who) {
    case "forged-none":
      return `${encode({ alg: "none", typ: "JWT", kid })}.${body}.`;
    case "forged-hmac": {
      const signed = `${encode({ alg: "HS256", typ: "JWT", kid })}.${body}`;
      return `${signed}.${createHmac("sha256", kid).update(signed).digest("base64url")}`;
    }
    case "later":
      return `${head}.${encode({ ...claims, exp: claims.exp + 86_400 })}.${signature}`;
    case "spliced":
      return `${head}.${body}.${amina.token.split(".")[2]}`;
    case "truncated":
      return ada.token.slice(0, -8);
    default:
      return `${head}.${body}.${"A".repeat(6_000)}`;
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
