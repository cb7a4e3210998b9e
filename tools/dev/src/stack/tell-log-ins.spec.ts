import { expect, test } from "vitest";
import { tellLogIns } from "./tell-log-ins.ts";

const account = (role: string) => ({ role, name: "Amina", phone: "+254199000010", password: "x7" });

test("once one of each kind is known, all are told, and only once", () => {
  const said: string[] = [];
  const tell = tellLogIns({ speed: 600, say: (line) => said.push(line) });
  tell(account("driver"));
  tell(account("support"));
  expect(said).toEqual([]);
  tell(account("shipper"));
  expect(said).toContain("    driver   Amina                +254199000010  password x7");
  expect(said[0]).toContain("600 times faster than life");
  const lines = said.length;
  tell(account("shipper"));
  expect(said).toHaveLength(lines);
});
