import { describe, expect, test } from "vitest";
import { strongLuck } from "@msafara/store";
import { maskPersonal, maskPhone } from "./mask-personal.ts";
import { mintApiKey } from "./mint-api-key.ts";
import { mintRefreshToken } from "./refresh-token.ts";

describe("a log", () => {
  test("shows of a phone its country and its end", () => {
    expect(maskPhone("+254712345678")).toBe("+254…78");
  });

  test("shows no phone, token or key, wherever one stands in a text", () => {
    const secrets = [mintRefreshToken(strongLuck()), mintApiKey(strongLuck()).key];
    const text = `call +254712345678 of ${secrets.join(" and ")} or eyJhbGciOi.eyJzdWIi.c2lnbg`;
    expect(maskPersonal(text)).toBe("call +254…78 of msf_rt_… and msf_live_… or eyJ…");
  });

  test("leaves alone what tells of nobody", () => {
    const text = "shp_01jx weighs 1200000 g, +3 stops, key msf_live of nobody";
    expect(maskPersonal(text)).toBe(text);
  });
});
