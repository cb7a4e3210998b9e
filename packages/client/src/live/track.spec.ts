import { array, assert, constantFrom, nat, property } from "fast-check";
import { expect, test } from "vitest";
import { hearEvent, hearHead, joinTrack, openTrack, type Reader, rewindTrack } from "./track.ts";

/** A reader with so much room, who writes down what he was told. */
function openReader(room: number) {
  const seqs: number[] = [];
  const reader: Reader = {
    begin: () => undefined,
    feed: (told) => {
      if (!("seq" in told) || seqs.length >= room) return false;
      seqs.push(told.seq);
      return true;
    },
    fail: (problem) => expect.unreachable(problem.code),
    end: () => undefined,
  };
  return { reader, seqs };
}

function eventOf(seq: number) {
  return { topic: "me", seq, name: "trip.due", at: 0, data: {} };
}

test("in whatever order numbers come, each is told once and in order (U51)", () => {
  const anySeqs = array(nat(12), { maxLength: 60 });
  assert(
    property(nat(5), nat(5), anySeqs, (first, second, seqs) => {
      const track = openTrack("me");
      const [one, other] = [openReader(100), openReader(100)];
      joinTrack(track, one.reader, first);
      hearHead(track, 12);
      for (const seq of seqs) hearEvent(track, eventOf(seq));
      joinTrack(track, other.reader, second);
      // What the server replays when it is asked anew.
      for (let seq = Math.min(first, second) + 1; seq <= 12; seq++) hearEvent(track, eventOf(seq));
      expect(one.seqs).toEqual(Array.from({ length: 12 - first }, (_, i) => first + 1 + i));
      expect(other.seqs).toEqual(Array.from({ length: 12 - second }, (_, i) => second + 1 + i));
    }),
  );
});

test("who has no room is left behind, and loses nothing", () => {
  const anySteps = array(constantFrom("told", "told", "hungry"), { maxLength: 60 });
  assert(
    property(anySteps, (steps) => {
      const track = openTrack("me");
      const seqs: number[] = [];
      let room = 2;
      const { reader } = openReader(0);
      const slow: Reader = {
        ...reader,
        feed: (told) => {
          if (room === 0 || !("seq" in told)) return false;
          room -= 1;
          seqs.push(told.seq);
          return true;
        },
      };
      joinTrack(track, slow, 0);
      let head = 0;
      for (const step of steps) {
        if (step === "told") {
          head += 1;
          hearEvent(track, eventOf(head));
          continue;
        }
        room = 3;
        rewindTrack(track, slow);
        for (let seq = (track.cursor ?? 0) + 1; seq <= head; seq++) hearEvent(track, eventOf(seq));
      }
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
    }),
  );
});

test("a server that leaves a hole for ever is not asked for ever", () => {
  const track = openTrack("me");
  joinTrack(track, openReader(9).reader, 1);
  const answers = Array.from({ length: 6 }, () => hearEvent(track, eventOf(3)));
  expect(answers).toEqual([...Array.from({ length: 5 }, () => "hole"), "lost"]);
});
