import type { ROUTES } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import type { Handler } from "../door/handler.ts";
import { isReady, type Look, lookAtVitals } from "../look-at-vitals.ts";
import type { Vitals } from "../vitals.ts";

/** `/api/v1/health`: what the market runs on and whom it asks, for people and consoles (R15). */
export function answerHealth({
  vitals,
  world,
}: {
  readonly vitals: Vitals;
  readonly world: World;
}): Handler<typeof ROUTES.readHealth> {
  return async () => {
    const look = await lookAtVitals(vitals, world);
    const checks = {
      database: look.database,
      redis: look.bus === "ok" && vitals.bus.kind === "in-process" ? vitals.bus.kind : look.bus,
      agents: look.agents === "ok" ? "ok" : "away",
      vendors: { ...look.vendors },
    } as const;
    return { status: 200, body: { status: statusOf(look), version: vitals.version, checks } };
  };
}

/** Without the bus everything can still be read; without the database nothing can. */
function statusOf(look: Look): "ok" | "degraded" | "down" {
  if (look.database === "away") return "down";
  return isReady(look) && look.bus === "ok" ? "ok" : "degraded";
}
