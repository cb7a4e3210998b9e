import { expect, test } from "vitest";
import { polylineOf } from "./polyline.ts";

test("a line is written as Google's own example is", () => {
  const line = [
    { lat: 385_000_000, lng: -1_202_000_000 },
    { lat: 407_000_000, lng: -1_209_500_000 },
    { lat: 432_520_000, lng: -1_264_530_000 },
  ];
  expect(polylineOf(line)).toBe("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
  expect(polylineOf([])).toBe("");
});
