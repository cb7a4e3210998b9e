import type { Route } from "@msafara/contracts";
import type { FastifyInstance, HTTPMethods } from "fastify";
import { sendProblem } from "../problems/send-problem.ts";
import { pathOf } from "./path-of.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const satisfies HTTPMethods[];

/** Where something is answered, every other method is told what is: 405, and `OPTIONS` 204, with `Allow`. */
export function closeOthers(app: FastifyInstance, routes: readonly Route[]): void {
  for (const [path, open] of Map.groupBy(routes, pathOf)) {
    const methods = open.map(({ method }) => method);
    // Whatever can be read can be asked for by its head alone.
    const allowed = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    const allow = [...allowed, "OPTIONS"].join(", ");
    app.route({
      method: METHODS.filter((method) => !allowed.includes(method)),
      url: path,
      exposeHeadRoute: false,
      // Before the body: nobody reads what nobody takes.
      onRequest: async (request, reply) => {
        const { method } = request;
        reply.header("allow", allow);
        return await sendProblem(request, reply, {
          wrong: "method-not-allowed",
          facts: { method },
        });
      },
      handler: () => undefined,
    });
    app.options(
      path,
      async (_request, reply) => await reply.code(204).header("allow", allow).send(),
    );
  }
}
