import { createHash } from "node:crypto";
import type { World } from "@msafara/kernel";
import type { FastifyInstance } from "fastify";
import { languageOf } from "../language.ts";
import { lookAtVitals } from "../look-at-vitals.ts";
import type { Vitals } from "../vitals.ts";
import { frontPage } from "./front-page.ts";
import { style } from "./style.ts";

const STYLE_HASH = createHash("sha256").update(style).digest("base64");

/** The page at `/`; its policy names the one sheet it carries, by hash. */
export function portalRoutes(
  app: FastifyInstance,
  { vitals, world }: { readonly vitals: Vitals; readonly world: World },
): void {
  app.get("/", async (request, reply) => {
    const look = await lookAtVitals(vitals, world);
    const language = languageOf(request.headers["accept-language"]);
    return await reply
      .header("content-type", "text/html; charset=utf-8")
      .header("content-language", language)
      .header("vary", "accept-language")
      .header(
        "content-security-policy",
        `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
      )
      .send(frontPage({ language, look, now: world.now(), vitals }));
  });
}
