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
  expect(page).toContain("setInterval(");
});

test("what looks again has an id to be found by, and a door is never taken from under a finger", () => {
  const page = frontPage(shown);
  const alive = [...page.matchAll(/id="(\w+)" data-live/g)].map(([, id]) => id);
  expect(alive).toEqual(["state", "market", "parts", "alive", "seen"]);
  expect(page).toContain('<section><h2>Doors</h2><ul><li><a href="/docs">');
  expect(page).not.toContain("http-equiv");
});

test("in Swahili as well, whoever's agents they are", () => {
  const node = { name: "n", ready: true, partitions: 1, residents: 2, callsWaiting: 0 };
  const byRole = { driver: 3, weighbridge: 1 };
  const look = { ...shown.look, node: { ...node, timersArmed: 0, byRole } };
  const page = frontPage({ ...shown, look, language: "sw" });
  expect(page).toContain("<dt>Madereva kazini</dt><dd>27</dd>");
  expect(page).toContain("<dt>wa madereva</dt><dd>3</dd>");
  expect(page).toContain("<dt>weighbridge</dt><dd>1</dd>");
});

test("while nobody can count, the rest is still told", () => {
  const page = frontPage({ ...shown, stats: undefined });
  expect(page).toContain("Open for business");
  expect(page).not.toContain("Loads open");
});
