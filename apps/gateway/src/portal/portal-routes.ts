import { createHash } from "node:crypto";
import { ROUTES, statsSchema, urlOf } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import type { FastifyInstance } from "fastify";
import { languageOf } from "../language.ts";
import { lookAtVitals } from "../look-at-vitals.ts";
import type { Vitals } from "../vitals.ts";
import { frontPage, type Stats } from "./front-page.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** However many look on, the market is counted no oftener. */
const COUNT_AGAIN_MS = 2_000;

/** The page at `/`; its policy names the one sheet and the one script it carries, by hash. */
export function portalRoutes(
  app: FastifyInstance,
  { vitals, world }: { readonly vitals: Vitals; readonly world: World },
): void {
  const count = openCount(app, world);
  app.get("/", async (request, reply) => {
    const [look, stats] = await Promise.all([lookAtVitals(vitals, world), count()]);
    const language = languageOf(request.headers["accept-language"]);
    return await reply
      .header("content-type", "text/html; charset=utf-8")
      .header("content-language", language)
      .header("vary", "accept-language")
      .header("content-security-policy", POLICY)
      .send(frontPage({ language, look, now: world.now(), vitals, stats }));
  });
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Asks the door as anybody would, now and then; nothing when it has no answer. */
function openCount(app: FastifyInstance, { ticks }: World): () => Promise<Stats | undefined> {
  let counted: Promise<Stats | undefined> = Promise.resolve(undefined);
  let againAt = -Infinity;
  return async () => {
    if (ticks() >= againAt) {
      againAt = ticks() + COUNT_AGAIN_MS;
      counted = ask(app);
    }
    return await counted;
  };
}

async function ask(app: FastifyInstance): Promise<Stats | undefined> {
  const answer = await app.inject({ method: "GET", url: urlOf(ROUTES.readStats) });
  return answer.statusCode === 200 ? statsSchema.safeParse(answer.json()).data : undefined;
}
