import { createHash } from "node:crypto";
import { asyncApi, openApi } from "@msafara/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { docsPage, type ShownApi } from "../docs/docs-page.ts";
import { docsStyle } from "../docs/docs-style.ts";
import { entityTag, hasTag } from "../door/entity-tag.ts";
import type { Vitals } from "../vitals.ts";

const STYLE_HASH = createHash("sha256").update(docsStyle).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`;
const REMEMBERED = "public, max-age=300";

/** What the wire says of itself, made once, when somebody asks: for machines, and as a page for people. */
export function documentRoutes(app: FastifyInstance, { version }: Pick<Vitals, "version">): void {
  const open = once(() => JSON.stringify(openApi({ version })));
  const live = once(() => JSON.stringify(asyncApi({ version })));
  const page = once(() => {
    const api: ShownApi = JSON.parse(open());
    return docsPage(api);
  });
  const json = { type: "application/json; charset=utf-8" };
  app.get("/openapi.json", (request, reply) => send({ request, reply, ...json, text: open() }));
  app.get("/asyncapi.json", (request, reply) => send({ request, reply, ...json, text: live() }));
  app.get("/docs", (request, reply) => {
    reply.header("content-security-policy", POLICY);
    return send({ request, reply, type: "text/html; charset=utf-8", text: page() });
  });
}

interface Sending {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly type: string;
  readonly text: string;
}

async function send({ request, reply, type, text }: Sending): Promise<FastifyReply> {
  const tag = entityTag(text);
  // Public, and readable from anywhere: tools on other origins draw pages from it.
  reply.headers({
    "cache-control": REMEMBERED,
    etag: tag,
    "cross-origin-resource-policy": "cross-origin",
  });
  if (hasTag(request.headers["if-none-match"], tag)) return await reply.code(304).send();
  return await reply.header("content-type", type).send(text);
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}
