import { BODY_BYTES_MAX, ROUTES } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import type { Limiter } from "@msafara/runtime";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Registry } from "prom-client";
import { cors } from "./cors.ts";
import type { Handlers } from "./door/handler.ts";
import type { Identify } from "./door/identify.ts";
import { openDoors } from "./door/open-doors.ts";
import { httpMetrics } from "./http-metrics.ts";
import { lateLog } from "./late-log.ts";
import { portalRoutes } from "./portal/portal-routes.ts";
import { answerProblems } from "./problems/answer-problems.ts";
import { refuseUnread } from "./problems/refuse-unread.ts";
import { sendProblem } from "./problems/send-problem.ts";
import { codeOf } from "./problems/wrong.ts";
import { readJson } from "./read-json.ts";
import { answerHealth } from "./routes/answer-health.ts";
import { documentRoutes } from "./routes/document-routes.ts";
import { healthRoutes } from "./routes/health-routes.ts";
import { metricsRoutes } from "./routes/metrics-routes.ts";
import { securityHeaders } from "./security-headers.ts";
import type { Vitals } from "./vitals.ts";

const REQUEST_MS_MAX = 30_000;
/** Whoever dribbles its headers holds a socket and pays nothing for it. */
const HEADERS_MS_MAX = 10_000;
const LOOK_AT_SOCKETS_MS = 1_000;
const HEADER_BYTES_MAX = 16_384;
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** What a gateway is built from. */
export interface GatewayParts {
  readonly world: World;
  readonly log: FastifyBaseLogger;
  readonly vitals: Vitals;
  readonly registry: Registry;
  readonly identify: Identify;
  readonly limiter: Limiter;
  /** What is answered beside the health of the market. */
  readonly handlers: Partial<Handlers<typeof ROUTES>>;
  /** Whose pages may call. */
  readonly origins?: readonly string[];
  /** Believe `X-Forwarded-*`: only behind an edge of ours. */
  readonly trustProxy?: boolean;
}

/** Puts the gateway together without listening, so that specs speak to it in memory. */
export function buildGateway(parts: GatewayParts): FastifyInstance {
  const { world, log, vitals, registry } = parts;
  const unread = refuseUnread(world);
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: "requestId",
    }),
    childLoggerFactory: lateLog,
    bodyLimit: BODY_BYTES_MAX,
    // No part of a path is longer; what is too long for its schema is for the door to say.
    routerOptions: { maxParamLength: HEADER_BYTES_MAX },
    requestTimeout: REQUEST_MS_MAX,
    trustProxy: parts.trustProxy ?? false,
    forceCloseConnections: "idle",
    http: {
      headersTimeout: HEADERS_MS_MAX,
      connectionsCheckingInterval: LOOK_AT_SOCKETS_MS,
      maxHeaderSize: HEADER_BYTES_MAX,
      // We say it ourselves, in a document like all others.
      requireHostHeader: false,
    },
    clientErrorHandler: unread.clientErrorHandler,
    // What fails before there is a route runs no hooks.
    frameworkErrors: (error, request, reply) => {
      reply.header("x-request-id", request.id);
      void sendProblem(request, reply, { wrong: codeOf(error.statusCode ?? 500) });
    },
    genReqId: ({ headers }) => {
      const given = headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : world.mint("req");
    },
  });
  unread.watch(app.server);
  readJson(app);
  answerProblems(app);
  nameRequests(app);
  securityHeaders(app);
  httpMetrics(app, registry);
  cors(app, parts.origins ?? []);
  healthRoutes(app, { vitals, world });
  metricsRoutes(app, registry);
  portalRoutes(app, { vitals, world });
  documentRoutes(app, vitals);
  const { identify, limiter } = parts;
  const handlers = { ...parts.handlers, readHealth: answerHealth({ vitals, world }) };
  openDoors(app, { routes: ROUTES, handlers, identify, limiter, world });
  return app;
}

/** The same id in the answer, in the log and in problem documents. */
function nameRequests(app: FastifyInstance): void {
  // Neither waits for anything, so neither makes a promise.
  app.addHook("onRequest", (request, reply, go) => {
    reply.header("x-request-id", request.id);
    const { headers, raw } = request;
    if (headers.host !== undefined || raw.httpVersion !== "1.1") return go();
    reply.header("connection", "close");
    void sendProblem(request, reply, { wrong: "malformed" });
  });
  app.addHook("onResponse", (request, reply, go) => {
    const endpoint = request.routeOptions.url ?? "none";
    const took = { status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    const line = { event: "request.answered", method: request.method, endpoint, ...took };
    // Probes come every few seconds and say nothing while all is well.
    request.log[reply.statusCode < 400 && isProbe(endpoint) ? "debug" : "info"](
      line,
      "request answered",
    );
    go();
  });
}

function isProbe(endpoint: string): boolean {
  return endpoint === "/healthz" || endpoint === "/readyz" || endpoint === "/metrics";
}
