import { describe, expect, test } from "vitest";
import { isProblemCode } from "../problems/is-problem-code.ts";
import { PROBLEMS } from "../problems/problem-table.ts";
import { ALL_ROUTES, ROUTES } from "./all-routes.ts";
import { problemsOf } from "./problems-of.ts";
import {
  API_BASE,
  type BodyOf,
  isCommand,
  type ParamsOf,
  paramsSchemaOf,
  type QueryOf,
  querySchemaOf,
  type Route,
  urlOf,
} from "./route.ts";

/** The wire, as it was promised; the rest of it comes with the chapters that need it. */
const PROMISED = [
  "POST /auth/register",
  "POST /auth/login",
  "POST /auth/refresh",
  "POST /auth/verify-phone",
  "POST /auth/password/forgot",
  "POST /auth/password/reset",
  "POST /organizations",
  "POST /organizations/{id}/invitations",
  "POST /auth/logout",
  "GET /auth/me",
  "POST /auth/mfa/enroll",
  "POST /auth/mfa/confirm",
  "DELETE /auth/mfa",
  "POST /api-keys",
  "GET /api-keys",
  "DELETE /api-keys/{id}",
  "POST /shipments",
  "GET /shipments",
  "GET /shipments/{id}",
  "PATCH /shipments/{id}",
  "POST /shipments/{id}/cancel",
  "GET /shipments/{id}/bids",
  "POST /shipments/{id}/award",
  "GET /shipments/{id}/events",
  "POST /shipments/{id}/confirm",
  "GET /loads",
  "POST /bids",
  "GET /bids/{id}",
  "POST /bids/{id}/withdraw",
  "POST /bids/{id}/accept",
  "POST /bids/{id}/decline",
  "GET /agents/{type}/{id}",
  "PUT /agents/{type}/{id}",
  "GET /agents",
  "PUT /drivers/me",
  "PUT /drivers/me/availability",
  "POST /trips/{id}/progress",
  "POST /routes",
  "POST /routes/matrix",
  "POST /routes/optimize",
  "GET /geocode",
  "GET /reverse-geocode",
  "POST /admin/traffic/events",
  "GET /admin/traffic/events",
  "GET /payments",
  "GET /payments/{id}",
  "GET /health",
  "GET /stats",
];

const there = ALL_ROUTES.map(({ method, path }) => `${method} ${path}`);

test.for(PROMISED)("%s is there", (route) => {
  expect(there).toContain(route);
});

test("no two routes answer the same, or have the same name", () => {
  expect(there).toHaveLength(new Set(there).size);
  expect(Object.entries(ROUTES).filter(([name, { id }]) => name !== id)).toEqual([]);
});

describe.for(ALL_ROUTES)("$id", (route) => {
  test("names in its path what its parameters are, and only that", () => {
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(route.params ?? {}));
    expect(urlOf(route)).toBe(`${API_BASE}${route.path}`);
  });

  test("reads when it reads, and writes when it writes", () => {
    const isRead = route.manner === "read" || route.manner === "list";
    expect(isRead).toBe(route.method === "GET");
    if (isRead) expect(route.body).toBeUndefined();
  });

  test("is paged if it is a list", () => {
    const isPaged = querySchemaOf(route).safeParse({ limit: "2", cursor: "bmV4dA" }).success;
    expect(isPaged).toBe(route.manner === "list");
  });

  test("can be rehearsed if it is a command", () => {
    expect(querySchemaOf(route).safeParse({ dryRun: "true" }).success).toBe(isCommand(route));
  });

  test("takes nothing behind the question mark that it does not know", () => {
    expect(querySchemaOf(route).safeParse({ debug: "true" }).success).toBe(false);
    expect(paramsSchemaOf(route).safeParse({ madeUp: "1" }).success).toBe(false);
  });

  test("refuses with codes that have sentences, each once", () => {
    const codes = problemsOf(route);
    expect(codes.every(isProblemCode)).toBe(true);
    expect(codes).toHaveLength(new Set(codes).size);
  });

  test("says who is not let in, unless everybody is", () => {
    const isClosed = problemsOf(route).some((code) => PROBLEMS[code].status === 401);
    const isDoor = route.tag === "Accounts" && route.roles === "anyone";
    expect(isClosed || isDoor).toBe(route.roles !== "anyone" || isDoor);
  });
});

test("loads are looked for as numbers and places, though an address is text", () => {
  const asked = { near: "-1.2921,36.8219", radiusKm: "75.5", minRatePerKm: "9500", limit: "20" };
  const read: QueryOf<typeof ROUTES.searchLoads> = querySchemaOf(ROUTES.searchLoads).parse(asked);
  expect(read).toEqual({
    near: { lat: -1.2921, lng: 36.8219 },
    radiusKm: 75.5,
    minRatePerKm: 9_500,
    limit: 20,
  });
});

test("what a route takes is known before it runs", () => {
  const body: BodyOf<typeof ROUTES.awardBid> = { bidId: "bid_01jx5k7q3v9e2m8n4p6r0s1t2w" };
  const params: ParamsOf<typeof ROUTES.awardBid> = { id: "shp_01jx5k7q3v9e2m8n4p6r0s1t2w" };
  expect(ROUTES.awardBid.body.parse(body)).toEqual(body);
  expect(paramsSchemaOf(ROUTES.awardBid).parse(params)).toEqual(params);
});

test("a key for routes asks for ways, tours and names, and for nothing else", () => {
  const open = Object.values<Route>(ROUTES).filter(({ scopes }) => scopes.includes("routes"));
  expect(open.map(({ id }) => id)).toEqual([
    "findRoutes",
    "findMatrix",
    "planTours",
    "geocode",
    "reverseGeocode",
  ]);
});
