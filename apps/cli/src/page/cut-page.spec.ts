import { expect, test } from "vitest";
import { cutPage } from "./cut-page.ts";

test.for([
  [[1, 2, 3], { rows: [1, 2], last: 2 }],
  [[1, 2], { rows: [1, 2], last: undefined }],
  [[], { rows: [], last: undefined }],
] as const)("of %j two fit on a page", ([found, page]) => {
  expect(cutPage<number>(found, 2)).toEqual(page);
});
