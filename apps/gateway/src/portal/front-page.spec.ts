import { expect, test } from "vitest";
import { type FrontPage, frontPage } from "./front-page.ts";

const shown: FrontPage = {
  language: "en",
  now: Date.UTC(2026, 10, 20, 9),
  look: {
    database: "ok",
    bus: "ok",
    agents: "ok",
    placement: { nodes: 1, owned: 1_024, partitions: 1_024 },
    node: undefined,
    vendors: {},
  },
  vitals: {
    version: "0.1.0",
    database: { kind: "embedded" },
    bus: { kind: "in-process", answers: async () => {} },
  },
  stats: {
    at: Date.UTC(2026, 10, 20, 9),
    shipments: { open: 4, booked: 7, underWay: 5, delivered: 1_430 },
    bids: { lastHour: 336, lastDay: 400 },
    drivers: { registered: 30, available: 27 },
    agents: { active: 99 },
  },
};

test("whoever opens the door sees the market move, and the page looks again by itself", () => {
  const page = frontPage(shown);
  expect(page).toContain("<dt>Loads open</dt><dd>4</dd>");
  expect(page).toContain("<dt>Delivered</dt><dd>1,430</dd>");
  expect(page).toContain("<dt>Bids in the last hour</dt><dd>336</dd>");
  expect(page).toContain('<meta http-equiv="refresh" content="5">');
  expect(page).not.toContain("<script");
});

test("in Swahili as well", () => {
  expect(frontPage({ ...shown, language: "sw" })).toContain("<dt>Madereva waliopo</dt><dd>27</dd>");
});

test("while nobody can count, the rest is still told", () => {
  const page = frontPage({ ...shown, stats: undefined });
  expect(page).toContain("Open for business");
  expect(page).not.toContain("Loads open");
});
