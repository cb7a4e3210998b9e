import type { FastifyInstance } from "fastify";

const ASKED = [
  "accept-language",
  "authorization",
  "content-type",
  "idempotency-key",
  "if-none-match",
  "x-api-key",
  "x-request-id",
].join(", ");
const SHOWN = [
  "age",
  "etag",
  "idempotency-replayed",
  "ratelimit-limit",
  "ratelimit-remaining",
  "ratelimit-reset",
  "retry-after",
  "x-dry-run",
  "x-request-id",
  "x-stale",
].join(", ");
const REMEMBERED_S = "600";

/**
 * Lets the pages of these origins call us, and those of no other (U41). Credentials travel in headers
 * that a page must set itself, so cookies are never allowed and no other page can borrow them.
 */
export function cors(app: FastifyInstance, origins: readonly string[]): void {
  const known = new Set(origins);
  if (known.size === 0) return;
  // Waits for nothing, so it makes no promise.
  app.addHook("onRequest", (request, reply, go) => {
    reply.header("vary", "origin");
    const { origin, "access-control-request-method": wished } = request.headers;
    if (origin === undefined || !known.has(origin)) return go();
    reply.header("access-control-allow-origin", origin);
    if (request.method !== "OPTIONS" || wished === undefined) {
      reply.header("access-control-expose-headers", SHOWN);
      return go();
    }
    reply.header("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
    reply.header("access-control-allow-headers", ASKED);
    reply.header("access-control-max-age", REMEMBERED_S);
    void reply.code(204).send();
  });
}
