import { agentRoutes } from "./agent-routes.ts";
import { authRoutes } from "./auth-routes.ts";
import { bidRoutes } from "./bid-routes.ts";
import { driverRoutes } from "./driver-routes.ts";
import { organizationRoutes } from "./organization-routes.ts";
import { paymentRoutes } from "./payment-routes.ts";
import { roadRoutes } from "./road-routes.ts";
import type { Route } from "./route.ts";
import { serviceRoutes } from "./service-routes.ts";
import { shipmentRoutes } from "./shipment-routes.ts";

/** Everything that can be asked, by the name of its operation. */
export const ROUTES = {
  ...authRoutes,
  ...organizationRoutes,
  ...shipmentRoutes,
  ...bidRoutes,
  ...driverRoutes,
  ...agentRoutes,
  ...paymentRoutes,
  ...roadRoutes,
  ...serviceRoutes,
} as const satisfies Record<string, Route>;

/** Everything that can be asked, one after the other. */
export const ALL_ROUTES: readonly Route[] = Object.values(ROUTES);
