import type { BodyOf, Language, ROUTES } from "@msafara/contracts";
import type { MatrixQuestion, RoadVehicle, RouteQuestion, ToursQuestion } from "@msafara/domain";

type Routes = typeof ROUTES;
type WireRoute = BodyOf<Routes["findRoutes"]>;
type WireMatrix = BodyOf<Routes["findMatrix"]>;
type WireTours = BodyOf<Routes["planTours"]>;
type WireCall = NonNullable<WireTours["loads"][number]["pickup"]>;

/** The wire's question for a way, as whoever knows the roads is asked. */
export function routeAsked(
  { vehicle, steps, ...rest }: WireRoute,
  language: Language,
): RouteQuestion {
  return { ...rest, vehicle: vehicleAsked(vehicle), ...(steps && { steps: language }) };
}

/** The wire's question for a table of ways. */
export function matrixAsked({ vehicle, ...rest }: WireMatrix): MatrixQuestion {
  return { ...rest, vehicle: vehicleAsked(vehicle) };
}

/** The wire's question for tours. */
export function toursAsked({ trucks, loads, avoid, budgetMs }: WireTours): ToursQuestion {
  return {
    trucks: trucks.map(({ vehicle, shifts, locked, ...truck }) => ({
      ...truck,
      vehicle: vehicleAsked(vehicle),
      shifts: shifts.map(hoursAsked),
      ...(locked !== undefined && { locked }),
    })),
    loads: loads.map(({ pickup, delivery, ...load }) => ({
      ...load,
      ...(pickup !== undefined && { pickup: callAsked(pickup) }),
      ...(delivery !== undefined && { delivery: callAsked(delivery) }),
    })),
    avoid,
    budgetMs,
  };
}

function vehicleAsked({ hazardous, ...vehicle }: WireRoute["vehicle"]): RoadVehicle {
  return { ...vehicle, isHazardous: hazardous };
}

function callAsked({ windows, ...call }: WireCall) {
  return { ...call, ...(windows !== undefined && { windows: windows.map(hoursAsked) }) };
}

function hoursAsked({ from, to }: { readonly from: number; readonly to: number }) {
  return { from, until: to };
}
