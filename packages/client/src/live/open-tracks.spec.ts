import { array, assert, asyncProperty, boolean } from "fast-check";
import { expect, test } from "vitest";
import { hastyWorld } from "../specs/hasty-world.ts";
import type { Topic } from "./live-event.ts";
import { openTracks } from "./open-tracks.ts";
import type { Reader } from "./track.ts";

const TOPICS = Array.from({ length: 40 }, (_, i): Topic => `shipment/shp_${i}`);

/** A table of topics, and a server that reads or leaves unread. */
function openDesk() {
  const asked: string[] = [];
  const began = new Set<string>();
  const world = hastyWorld(10_000);
  const tracks = openTracks({ world, say: (frame) => asked.push(JSON.parse(frame).topic) });
  const follow = (topic: Topic) => {
    const reader: Reader = {
      begin: () => began.add(topic),
      feed: () => true,
      fail: (problem) => expect.unreachable(problem.code),
      end: () => undefined,
    };
    tracks.join({ topic, reader, after: undefined });
  };
  const answer = (topic: string) => tracks.hear({ type: "subscribed", topic, seq: 0 });
  const objectTo = (code: string) =>
    tracks.hear({ type: "error", topic: undefined, code, detail: code });
  return { world, asked, began, tracks, follow, answer, objectTo };
}

test("whatever is left unread is asked for until it was read", async () => {
  const anyServer = array(boolean(), { maxLength: 120 });
  await assert(
    asyncProperty(anyServer, async (fates) => {
      const { world, asked, began, follow, answer, objectTo } = openDesk();
      for (const topic of TOPICS) follow(topic);
      while (began.size < TOPICS.length) {
        const frames = asked.splice(0);
        for (const topic of frames) {
          if (fates.shift() ?? true) answer(topic);
          else objectTo("too-many-frames");
        }
        if (frames.length === 0) await world.sleep(250);
      }
      expect(began.size).toBe(TOPICS.length);
    }),
    { numRuns: 20 },
  );
});

test("what was answered meanwhile is not asked for again", async () => {
  const { world, asked, follow, answer, objectTo } = openDesk();
  for (const topic of TOPICS) follow(topic);
  asked.length = 0;
  objectTo("too-many-frames");
  for (const topic of TOPICS.slice(1)) answer(topic);
  while (asked.length === 0) await world.sleep(250);
  await world.sleep(20_000);
  expect(asked).toEqual([TOPICS[0]]);
});

test("another objection that names no topic has nothing to do with topics", async () => {
  const { world, asked, follow, objectTo } = openDesk();
  for (const topic of TOPICS) follow(topic);
  asked.length = 0;
  objectTo("frame-malformed");
  await world.sleep(20_000);
  expect(asked).toEqual([]);
});
