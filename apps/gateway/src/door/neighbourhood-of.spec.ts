import { expect, test } from "vitest";
import { neighbourhoodOf } from "./neighbourhood-of.ts";

test.for([
  ["41.90.5.7", "41.90.5.7"],
  ["::ffff:41.90.5.7", "41.90.5.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
] as const)("%s counts as %s", ([address, neighbourhood]) => {
  expect(neighbourhoodOf(address)).toBe(neighbourhood);
});
