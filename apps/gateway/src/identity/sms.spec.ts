import { expect, test } from "vitest";
import { printSms } from "./sms.ts";

test("a message is printed once, however often it is sent under one key", async () => {
  const lines: string[] = [];
  const sms = printSms((line) => lines.push(line));
  const message = { to: "+254712345678", text: "Your code is 123456", key: "code_1" };
  await sms.send(message);
  await sms.send(message);
  await sms.send({ ...message, key: "code_2", text: "Your code is 654321" });
  expect(lines).toEqual([
    "SMS to +254712345678: Your code is 123456",
    "SMS to +254712345678: Your code is 654321",
  ]);
  expect(sms.kind).toBe("stand-in");
});
