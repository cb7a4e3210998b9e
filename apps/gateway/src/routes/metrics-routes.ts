import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";

/** What Prometheus reads; the edge keeps it from the public. */
export function metricsRoutes(app: FastifyInstance, registry: Registry): void {
  app.get("/metrics", async (_request, reply) => {
    return await reply.header("content-type", registry.contentType).send(await registry.metrics());
  });
}
