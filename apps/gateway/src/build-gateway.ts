import type { World } from "@msafara/kernel";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Registry } from "prom-client";
import { httpMetrics } from "./http-metrics.ts";
import { portalRoutes } from "./portal/portal-routes.ts";
import { answerProblems, sendProblem } from "./problems/answer-problems.ts";
import { codeOf } from "./problems/problem.ts";
import { healthRoutes } from "./routes/health-routes.ts";
import { metricsRoutes } from "./routes/metrics-routes.ts";
import { securityHeaders } from "./security-headers.ts";
import type { Vitals } from "./vitals.ts";

const BODY_BYTES_MAX = 1_048_576;
const REQUEST_MS_MAX = 30_000;
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** What a gateway is built from. */
export interface GatewayParts {
  readonly world: World;
  readonly log: FastifyBaseLogger;
  readonly vitals: Vitals;
  readonly registry: Registry;
  /** Believe `X-Forwarded-*`: only behind an edge of ours. */
  readonly trustProxy?: boolean;
}

/** Puts the gateway together without listening, so that specs speak to it in memory. */
export function buildGateway(parts: GatewayParts): FastifyInstance {
  const { world, log, vitals, registry } = parts;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: "requestId",
    }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    trustProxy: parts.trustProxy ?? false,
    forceCloseConnections: "idle",
    // What fails before there is a route runs no hooks.
    frameworkErrors: (error, request, reply) => {
      reply.header("x-request-id", request.id);
      void sendProblem(request, reply, { code: codeOf(error.statusCode ?? 500) });
    },
    genReqId: ({ headers }) => {
      const given = headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : world.mint("req");
    },
  });
  answerProblems(app);
  nameRequests(app);
  securityHeaders(app);
  httpMetrics(app, registry);
  healthRoutes(app, { vitals, world });
  metricsRoutes(app, registry);
  portalRoutes(app, { vitals, world });
  return app;
}

/** The same id in the answer, in the log and in problem documents. */
function nameRequests(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const endpoint = request.routeOptions.url ?? "none";
    const took = { status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    const line = { event: "request.answered", method: request.method, endpoint, ...took };
    // Probes come every few seconds and say nothing while all is well.
    request.log[reply.statusCode < 400 && isProbe(endpoint) ? "debug" : "info"](
      line,
      "request answered",
    );
  });
}

function isProbe(endpoint: string): boolean {
  return endpoint === "/healthz" || endpoint === "/readyz" || endpoint === "/metrics";
}
