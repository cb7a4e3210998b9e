import { type Route, urlOf } from "@msafara/contracts";

/** What stands in an address. */
export interface Addressed {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly dryRun?: boolean;
}

/** The address of a call below its host, every part of it escaped. */
export function addressOf(route: Route, { params = {}, query = {}, dryRun }: Addressed): string {
  const path = urlOf(route).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const wishes = Object.entries({ ...query, ...(dryRun === true && { dryRun }) })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(textOf(route, { name, value }))}`);
  return wishes.length === 0 ? path : `${path}?${wishes.join("&")}`;
}

/** Places and instants are written as the contract has them; numbers and words as they are. */
function textOf(
  { query = {} }: Route,
  { name, value }: { readonly name: string; readonly value: unknown },
): string {
  try {
    return String(query[name]?.encode(value) ?? value);
  } catch {
    // Numbers of a query are only ever read, so that they cannot be encoded; the server judges.
    return String(value);
  }
}
