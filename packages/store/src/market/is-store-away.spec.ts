import { Bug, Fault } from "@msafara/kernel";
import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { toFault } from "../connection/to-fault.ts";
import { isStoreAway } from "./is-store-away.ts";

function answered(code: string): DatabaseError {
  const error = new DatabaseError("no", 2, "error");
  error.code = code;
  return error;
}

function failed(message: string, code?: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

test.for([
  ["nobody listens", failed("connect", "ECONNREFUSED")],
  ["the line was cut", failed("read", "ECONNRESET")],
  ["the connection ended in the middle", failed("Connection terminated unexpectedly")],
  ["no connection is to be had", failed("timeout exceeded when trying to connect")],
  ["the server shuts down", answered("57P01")],
  ["the server starts", answered("57P03")],
  ["the connection failed, as the server sees it", answered("08006")],
] as const)("the database is away when %s", ([, cause]) => {
  expect(isStoreAway(toFault(cause))).toBe(true);
});

test.for([
  ["it took too long", answered("57014")],
  ["it refuses the values", answered("22003")],
  ["it has too many guests", answered("53300")],
  ["our own code is wrong", failed("row is not iterable")],
] as const)("the database is there when %s", ([, cause]) => {
  expect(isStoreAway(toFault(cause))).toBe(false);
});

test("what is no fault of the database says nothing of it", () => {
  expect(isStoreAway(new Bug("wrong"))).toBe(false);
  expect(isStoreAway(new Fault("The bus is away", { retry: true }))).toBe(false);
  expect(isStoreAway(undefined)).toBe(false);
});
