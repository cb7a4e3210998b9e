import { healthSchema } from "../service/health.ts";
import { statsSchema } from "../service/stats.ts";
import type { Route } from "./route.ts";

const open = { tag: "Service", manner: "read", roles: "anyone", scopes: [] } as const;

/** How the market itself is. */
export const serviceRoutes = {
  readHealth: {
    ...open,
    id: "readHealth",
    method: "GET",
    path: "/health",
    summary: "See whether the market is open, and on what it runs",
    responses: { 200: healthSchema },
    problems: [],
  },
  readStats: {
    ...open,
    id: "readStats",
    method: "GET",
    path: "/stats",
    summary: "See the market in figures",
    responses: { 200: statsSchema },
    problems: [],
  },
} as const satisfies Record<string, Route>;
