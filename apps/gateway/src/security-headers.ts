import type { FastifyInstance } from "fastify";

const HEADERS = Object.entries({
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  // Browsers heed it over TLS only, which ends at the edge in front of us.
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
});

/** A browser is told to trust nothing that an answer does not name itself. */
export function securityHeaders(app: FastifyInstance): void {
  // oxlint-disable-next-line eslint/max-params -- Only of a hook that takes four no promise is expected, and it waits for nothing.
  app.addHook("onSend", (_request, reply, _payload, go) => {
    for (const [name, value] of HEADERS) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
    go();
  });
}
