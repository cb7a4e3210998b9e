import { describe, expect, test } from "vitest";
import { asyncApi } from "../asyncapi/async-api.ts";
import { encodeAck } from "../socket/position-frame.ts";
import { openFrameJudge } from "./open-frame-judge.ts";

const { judge } = openFrameJudge(JSON.parse(JSON.stringify(asyncApi({ version: "1.2.3" }))));
const at = "2026-11-20T09:00:00.000Z";
const shipmentId = "shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const topic = `shipment/${shipmentId}`;
const driverId = "drv_01jx5k7q3v9e2m8n4p6r0s1t2w";
const data = { shipmentId, driverId, bidId: "bid_01jx5k7q3v9e2m8n4p6r0s1t2w" };
const event = { type: "event", topic, seq: 1, name: "bid.withdrawn", at, data };

describe("the judge of frames", () => {
  test.for([
    ["a frame of a client", { type: "auth", token: "x".repeat(20) }],
    ["an event that nobody declared", { ...event, name: "x.y" }],
    ["an event with a fact that nobody declared", { ...event, data: { ...data, price: 7 } }],
    ["an event without a fact", { ...event, data: { shipmentId } }],
    ["a frame with a field that nobody declared", { ...event, moon: "full" }],
    ["a frame without its number", { type: "subscribed", topic }],
    ["a code that is not in the table", { type: "error", code: "oh-no", detail: "x" }],
  ] as const)("sees %s", ([, frame]) => {
    expect(() => judge(JSON.stringify(frame))).toThrow("A frame");
  });

  test.for([event, { type: "subscribed", topic, seq: 7 }])("lets a good one through", (frame) => {
    expect(judge(JSON.stringify(frame))).toEqual(frame);
  });

  test("tells an acknowledgement from other bytes", () => {
    expect(judge(encodeAck(7))).toBe(7);
    expect(() => judge(new Uint8Array(7))).toThrow("no acknowledgement");
  });
});
