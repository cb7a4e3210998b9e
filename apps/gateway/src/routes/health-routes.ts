import type { World } from "@msafara/kernel";
import type { FastifyInstance } from "fastify";
import { isReady, lookAtVitals } from "../look-at-vitals.ts";
import { sendProblem } from "../problems/send-problem.ts";
import type { Vitals } from "../vitals.ts";

/** `/healthz`: the process lives. `/readyz`: a request would be answered. */
export function healthRoutes(
  app: FastifyInstance,
  { vitals, world }: { readonly vitals: Vitals; readonly world: World },
): void {
  app.get("/healthz", async () => ({ status: "alive", version: vitals.version }));

  app.get("/readyz", async (request, reply) => {
    const look = await lookAtVitals(vitals, world);
    const { database, bus, agents } = look;
    if (isReady(look)) return { status: "ready", database, bus, agents };
    const errors = Object.entries({ database, agents })
      .filter(([, state]) => state !== "ok")
      .map(([path, message]) => ({ path, message }));
    return await sendProblem(request, reply, { wrong: "try-again", errors });
  });
}
