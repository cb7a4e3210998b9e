import { isRefusal, refuse } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { type Country, normalizePhone } from "./normalize-phone.ts";

describe("a phone", () => {
  test.for([
    ["KE", "0712 345 678", "+254712345678"],
    ["KE", "0110345678", "+254110345678"],
    ["KE", "712345678", "+254712345678"],
    ["KE", "254712345678", "+254712345678"],
    ["KE", "+254 (0)712-345-678", "+254712345678"],
    ["KE", "00254712345678", "+254712345678"],
    ["UG", "0772 123456", "+256772123456"],
    ["UG", "+254712345678", "+254712345678"],
    ["TZ", "0655.123.456", "+255655123456"],
    ["TZ", "0754 123 456", "+255754123456"],
    ["TZ", "255754123456", "+255754123456"],
    ["KE", "+251 911 123 456", "+251911123456"],
    ["KE", "+44 7911 123456", "+447911123456"],
  ] as const)("as it is written in %s, %j, is %s", ([country, written, phone]) => {
    expect(normalizePhone(written, country)).toEqual({ phone });
  });

  test.for([
    ["nothing", "KE", ""],
    ["words", "KE", "my number"],
    ["a digit short", "KE", "071234567"],
    ["a digit too long", "KE", "07123456789"],
    ["a digit short, with its country", "KE", "+25471234567"],
    ["cut off after its country", "KE", "+2547123"],
    ["a line that takes no messages", "KE", "020 1234567"],
    ["Tanzanian, without its country, in Kenya", "KE", "0655123456"],
    ["two plusses", "KE", "++254712345678"],
    ["an extension", "KE", "+254712345678x12"],
    ["longer than any", "KE", "+1234567890123456"],
    ["in digits that no network dials", "KE", "٠٧١٢٣٤٥٦٧٨"],
  ] as const)("that is %s is refused", ([, country, written]) => {
    expect(normalizePhone(written, country)).toEqual(refuse("phone-malformed"));
  });

  test.for(["KE", "UG", "TZ"] satisfies Country[])(
    "once normal stays as it is in %s",
    (country) => {
      const local = Array.from(
        { length: 100 },
        (_, i) => `07${String(i * 971_803).padStart(8, "0")}`,
      );
      for (const written of local) {
        const once = normalizePhone(written, country);
        if (isRefusal(once)) expect.unreachable(written);
        else expect(normalizePhone(once.phone)).toEqual(once);
      }
    },
  );
});
