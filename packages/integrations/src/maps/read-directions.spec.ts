import { decodePath, encodePath } from "@googlemaps/google-maps-services-js/dist/util.js";
import { describe, expect, test } from "vitest";
import { joinPolylines, readDirections } from "./read-directions.ts";

const START = { lat: -1.2864, lng: 36.8172 };
const LINE = { points: encodePath([START, { lat: -1.3, lng: 36.9 }]) };
const MALFORMED = { code: "google-malformed", retry: true };

/** A way of one leg with one step; each test spoils a field of one of them. */
function bodyWith({ leg = {}, step = {} }: { leg?: object; step?: object } = {}) {
  const steps = [
    {
      distance: { text: "1.5 km", value: 1_500 },
      duration: { text: "3 mins", value: 180 },
      start_location: START,
      html_instructions: "Head <b>east</b>",
      polyline: LINE,
      ...step,
    },
  ];
  const amounts = { distance: { value: 1_500 }, duration: { value: 180 } };
  return { status: "OK", routes: [{ legs: [{ ...amounts, steps, ...leg }] }] };
}

describe("an answer about the way", () => {
  test("is read as it stands", () => {
    const steps = [{ maneuver: "straight", text: "Head east", position: START }];
    const legs = [{ distanceM: 1_500, durationS: 180, hasTraffic: false, steps }];
    expect(readDirections(bodyWith(), 2)).toMatchObject({ routes: [{ legs }] });
  });

  test("counts the traffic where it is told", () => {
    const leg = { duration_in_traffic: { text: "5 mins", value: 300 } };
    const legs = [{ durationS: 300, hasTraffic: true }];
    expect(readDirections(bodyWith({ leg }), 2)).toMatchObject({ routes: [{ legs }] });
  });

  test.for([
    ["less than nothing", { leg: { distance: { text: "-1 m", value: -1 } } }],
    ["no duration", { leg: { duration: undefined } }],
    ["no end", { leg: { duration: { text: "never", value: 1e300 } } }],
    ["no instruction", { step: { html_instructions: undefined } }],
    ["a place off the earth", { step: { start_location: { lat: 91, lng: 0 } } }],
    ["no line", { step: { polyline: {} } }],
  ] as const)("of %s is not believed", ([, spoil]) => {
    expect(() => readDirections(bodyWith(spoil), 2)).toThrow(expect.objectContaining(MALFORMED));
  });

  test("over other stops than were asked is not believed either", () => {
    expect(() => readDirections(bodyWith(), 3)).toThrow(expect.objectContaining(MALFORMED));
  });

  test("is cut where nobody would read on", () => {
    const step = { html_instructions: "on ".repeat(1_000), maneuver: "turn-".repeat(100) };
    const text = `${"on ".repeat(166)}o…`;
    const told = { text, maneuver: `${"turn-".repeat(8).slice(0, 39)}…` };
    const read = readDirections(bodyWith({ step }), 2);
    expect(read).toMatchObject({ routes: [{ legs: [{ steps: [told] }] }] });
  });

  test.for([
    ["Turn <b>left</b> onto <b>A&amp;B Road</b>", "Turn left onto A&B Road"],
    ['Go on<div style="font-size:0.9em">Toll road</div>', "Go on Toll road"],
    ["Take C107<wbr/>/<wbr/>Ngong&nbsp;Road", "Take C107/Ngong Road"],
    ["Mind the &amp;lt; sign", "Mind the &lt; sign"],
  ] as const)("is said in plain words: %s", ([html_instructions, text]) => {
    const legs = [{ steps: [{ text }] }];
    const read = readDirections(bodyWith({ step: { html_instructions } }), 2);
    expect(read).toMatchObject({ routes: [{ legs }] });
  });
});

test("ways laid end to end are drawn through every point once", () => {
  const next = encodePath([
    { lat: -1.3, lng: 36.9 },
    { lat: -1.4, lng: 37 },
  ]);
  const points = decodePath(joinPolylines([LINE.points, next]));
  expect(points.map(({ lat }) => Math.round(lat * 1e4))).toEqual([-12_864, -13_000, -14_000]);
});
