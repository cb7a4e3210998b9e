import { realWorld } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { ID_KINDS, type IdKind, idOf } from "./id.ts";

const KINDS = Object.keys(ID_KINDS).filter((kind): kind is IdKind => kind in ID_KINDS);
const world = realWorld();

describe.for(KINDS)("the id of %s_…", (kind) => {
  test("is one that the world mints", () => {
    expect(idOf(kind).safeParse(world.mint(kind)).success).toBe(true);
  });

  test("is that of nothing else", () => {
    for (const other of KINDS.filter((each) => each !== kind)) {
      expect(idOf(kind).safeParse(world.mint(other)).success).toBe(false);
    }
  });
});

test.for([
  "shp_",
  "shp_1",
  "shp_01jx5k7q3v9e2m8n4p6r0s1t2i",
  "shp_01JX5K7Q3V9E2M8N4P6R0S1T2W",
  "shp_01jx5k7q3v9e2m8n4p6r0s1t2w\n",
  "xshp_01jx5k7q3v9e2m8n4p6r0s1t2w",
  "shp_01jx5k7q3v9e2m8n4p6r0s1t2w/../x",
])("%j is no id of a shipment", (text) => {
  expect(idOf("shp").safeParse(text).success).toBe(false);
});
