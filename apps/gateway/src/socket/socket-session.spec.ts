import type { Id } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import type { Deed } from "./deed.ts";
import type { Happening } from "./happening.ts";
import type { Pass } from "./pass.ts";
import { SOCKET_LIMITS } from "./socket-limits.ts";
import { openSession, type Session, stepSession } from "./socket-session.ts";
import { textFrame } from "./text-frame.ts";

const SHIPMENT = "shipment/shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const FIX = { seq: 1, at: Date.UTC(2026, 0, 1), position: { lat: 0, lng: 36 }, flags: 0 };

function passOf(principal: Id<"usr">, expiresAt = 900_000): Pass {
  const actor = { userId: principal, role: "driver", agentId: "drv_juma" } as const;
  return { visitor: { actor, principal }, expiresAt };
}

/** A socket whose clock is moved by hand. */
function openSocket() {
  let ticks = 0;
  const moment = () => ({ now: ticks, ticks, limits: SOCKET_LIMITS });
  let session: Session = openSession(moment());
  const happen = (...happenings: readonly Happening[]): readonly Deed[] =>
    happenings.flatMap((happening) => {
      const [next, deeds] = stepSession(session, happening, moment());
      session = next;
      return deeds;
    });
  const wait = (ms: number): readonly Deed[] => {
    const deeds: Deed[] = [];
    for (const end = ticks + ms; ticks < end;) {
      ticks += SOCKET_LIMITS.tickMs;
      deeds.push(...happen({ type: "tick" }));
    }
    return deeds;
  };
  return { happen, wait, session: () => session };
}

/** Juma's phone, signed in; each test spoils one thing. */
function openKnown() {
  const socket = openSocket();
  socket.happen({ type: "shown", pass: passOf("usr_juma"), device: "tecno.1" });
  return socket;
}

const subscribe = (topic = SHIPMENT, after?: number): Happening => ({
  type: "asked",
  frame: { type: "subscribe", topic, after },
});
const codes = (deeds: readonly Deed[]) =>
  deeds.flatMap((deed) => (deed.do === "object" || deed.do === "close" ? [deed.code] : []));

describe("somebody who has not said who he is", () => {
  test("is put out after five seconds", () => {
    const { wait } = openSocket();
    expect(codes(wait(4_000))).toEqual([]);
    expect(codes(wait(1_000))).toEqual(["token-missing", 4001]);
  });

  test("follows nothing and reports nothing", () => {
    const { happen, session } = openSocket();
    expect(codes(happen(subscribe()))).toEqual(["token-missing"]);
    expect(codes(happen({ type: "fixes", fixes: [FIX] }))).toEqual(["token-missing"]);
    expect(session().topics.size).toBe(0);
  });

  test("is put out at once with a bad token", () => {
    const { happen } = openSocket();
    expect(codes(happen({ type: "shown", pass: undefined }))).toEqual(["token-invalid", 4001]);
  });
});

describe("a token", () => {
  test("ends, and the socket with it (U185)", () => {
    const { happen, wait, session } = openKnown();
    const deeds = Array.from({ length: 30 }, () => [
      ...happen({ type: "arrived" }),
      ...wait(30_000),
    ]);
    expect(codes(deeds.flat())).toEqual(["token-expired", 4001]);
    expect(session().phase).toBe("closed");
  });

  test("is renewed on the open socket, and what is followed is looked at again", () => {
    const { happen, wait } = openKnown();
    happen(subscribe());
    const deeds = happen({ type: "shown", pass: passOf("usr_juma", 1_800_000) });
    expect(deeds).toContainEqual({ do: "check", topic: SHIPMENT, ticket: 1 });
    for (let i = 0; i < 31; i++) {
      happen({ type: "arrived" });
      expect(codes(wait(30_000))).toEqual([]);
    }
  });

  test("of another person ends the socket", () => {
    const { happen } = openKnown();
    expect(codes(happen({ type: "shown", pass: passOf("usr_ada") }))).toEqual([
      "person-changed",
      1008,
    ]);
  });

  test("that is bad takes nothing from a good one", () => {
    const { happen, session } = openKnown();
    expect(codes(happen({ type: "shown", pass: undefined }))).toEqual(["token-invalid"]);
    expect(session().phase).toBe("known");
  });

  test("whose session is revoked ends the socket", () => {
    expect(codes(openKnown().happen({ type: "revoked" }))).toEqual(["token-invalid", 4001]);
  });
});

describe("a topic", () => {
  test("that is followed anew makes void what still comes for the old", () => {
    const { happen } = openKnown();
    happen(subscribe());
    expect(happen(subscribe(SHIPMENT, 7))).toEqual([
      { do: "leave", topic: SHIPMENT, ticket: 1 },
      { do: "follow", topic: SHIPMENT, ticket: 2, after: 7 },
    ]);
    const live = (ticket: number) =>
      happen({ type: "live", topic: SHIPMENT, ticket, frame: textFrame("{}") }).length;
    expect([live(1), live(2)]).toEqual([0, 1]);
  });

  test("that may be followed no longer is left, and said so", () => {
    const { happen, session } = openKnown();
    happen(subscribe());
    const deeds = happen({ type: "refused", topic: SHIPMENT, ticket: 1, code: "topic-not-found" });
    expect(codes(deeds)).toEqual(["topic-not-found"]);
    expect(deeds).toContainEqual({ do: "leave", topic: SHIPMENT, ticket: 1 });
    expect(session().topics.size).toBe(0);
  });

  test("is looked at again every minute", () => {
    const { happen, wait } = openKnown();
    happen(subscribe());
    const checks = wait(59_000).filter((deed) => deed.do === "check");
    expect(checks).toEqual([]);
    happen({ type: "arrived" });
    expect(wait(1_000)).toContainEqual({ do: "check", topic: SHIPMENT, ticket: 1 });
  });

  test("is one of a hundred at most, and makes room when it is left", () => {
    const { happen } = openKnown();
    for (let i = 0; i < 100; i++) happen(subscribe(`topic/${i}`));
    expect(codes(happen(subscribe("topic/100")))).toEqual(["too-many-topics"]);
    happen({ type: "asked", frame: { type: "unsubscribe", topic: "topic/7" } });
    expect(codes(happen(subscribe("topic/100")))).toEqual([]);
  });
});

describe("who says too much", () => {
  test("is not read beyond thirty frames a second, and put out if he goes on", () => {
    const { happen, wait } = openKnown();
    const frames = (count: number) =>
      Array.from({ length: count }, (): Happening => ({ type: "arrived" }));
    expect(happen(...frames(30)).every((deed) => deed.do === "read")).toBe(true);
    expect(codes(happen(...frames(1)))).toEqual(["too-many-frames"]);
    wait(1_000);
    expect(happen(...frames(1))).toEqual([{ do: "read" }]);
    const all = codes(happen(...frames(100)));
    expect(all.at(-1)).toBe(1008);
  });

  test("in frames that cannot be read is told each time, and put out after thirty in a minute", () => {
    const { happen } = openKnown();
    const frames = Array.from({ length: 30 }, (): Happening => ({
      type: "unreadable",
      why: "type",
    }));
    expect(codes(happen(...frames))).toEqual(Array(30).fill("frame-malformed"));
    expect(codes(happen({ type: "unreadable", why: "type" }))).toEqual(["frame-malformed", 1008]);
  });
});

test("a heart beats every thirty seconds, and who is not heard for two of them is gone (U51)", () => {
  const { wait } = openKnown();
  expect(wait(30_000)).toContainEqual({ do: "tell", frame: { type: "ping" } });
  expect(codes(wait(29_000))).toEqual([]);
  expect(codes(wait(1_000))).toEqual([4002]);
});

describe("fixes", () => {
  test("are taken from a driver's install, and acknowledged together (U52)", () => {
    const { happen, wait } = openKnown();
    expect(happen({ type: "fixes", fixes: [FIX] })).toMatchObject([
      { do: "take", device: "tecno.1" },
    ]);
    happen({ type: "taken", lastSeq: 8 }, { type: "taken", lastSeq: 5 });
    expect(wait(2_000)).toEqual([{ do: "acknowledge", lastSeq: 8 }]);
  });

  test("are refused from whoever is no driver", () => {
    const { happen } = openSocket();
    const visitor = {
      principal: "usr_amina",
      actor: { userId: "usr_amina", role: "shipper", agentId: "shr_amina" },
    } as const;
    happen({ type: "shown", pass: { visitor, expiresAt: 900_000 }, device: "d" });
    expect(codes(happen({ type: "fixes", fixes: [FIX] }))).toEqual(["not-allowed"]);
  });
});

test("nothing happens to a socket that is closed", () => {
  const { happen } = openKnown();
  happen(subscribe());
  expect(happen({ type: "drained" })).toEqual([
    { do: "leave", topic: SHIPMENT, ticket: 1 },
    { do: "close", code: 1001 },
  ]);
  expect(happen(subscribe(), { type: "tick" }, { type: "slow" })).toEqual([]);
});
