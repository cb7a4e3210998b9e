import type { FastifyInstance } from "fastify";
import { Counter, Histogram, type Registry } from "prom-client";

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 3, 10];
const MS_PER_S = 1_000;

/** Counts and times every answer by route, never by address: an id in a label has no bound. */
export function httpMetrics(app: FastifyInstance, registry: Registry): void {
  const total = new Counter({
    name: "http_requests_total",
    help: "Answers by method, route and status",
    labelNames: ["method", "endpoint", "status"],
    registers: [registry],
  });
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the request's head to the end of its answer",
    labelNames: ["method", "endpoint"],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  // Waits for nothing, so it makes no promise.
  app.addHook("onResponse", (request, reply, go) => {
    const place = { method: request.method, endpoint: request.routeOptions.url ?? "none" };
    total.inc({ ...place, status: reply.statusCode });
    duration.observe(place, reply.elapsedTime / MS_PER_S);
    go();
  });
}
