import { expect, test } from "vitest";
import { openFastWorld } from "../specs/fast-world.ts";
import { openPhones } from "./phones.ts";

const AMINA = "+254199000010";
const SENT = "SMS to +254…10: Msafara: your code is 813379. Give it to nobody who asks for it.";

test("a code comes to the phone it was sent to, before or after somebody waits for it", async () => {
  const phones = openPhones(openFastWorld(1));
  phones.hear(SENT);
  expect(await phones.nextCode(AMINA)).toBe("813379");
  const waited = phones.nextCode(AMINA);
  phones.hear("SMS to +254…11: Msafara: namba yako ni 111111.");
  phones.hear(SENT.replace("813379", "222222"));
  expect(await waited).toBe("222222");
});

test("nobody waits for ever, and what was thrown away is not read", async () => {
  const world = openFastWorld(1);
  const phones = openPhones(world);
  phones.hear(SENT);
  phones.forget(AMINA);
  const waited = phones.nextCode(AMINA);
  await world.pass(20_000);
  expect(await waited).toBeUndefined();
});
