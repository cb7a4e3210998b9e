import { type Route, urlOf } from "@msafara/contracts";

/** Where a route stands, with its parameters as the router writes them. */
export function pathOf(route: Pick<Route, "path">): string {
  return urlOf(route).replaceAll(/\{(\w+)\}/g, ":$1");
}
