import { realWorld } from "@msafara/kernel";
import { expect, expectTypeOf, test } from "vitest";
import { MsafaraProblem } from "./msafara-problem.ts";
import { openClient } from "./open-client.ts";

const BID = "bid_01jx5k7q3v9e2m8n4p6r0s1t2w";
const SHIPMENT = "shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const BUSY = { code: "busy", detail: "Nothing was changed.", status: 503 };

/** A door that answers in turn, and remembers what it was asked. */
function door(...answers: readonly (Response | Error)[]) {
  const waits: number[] = [];
  const asked: Request[] = [];
  const left = [...answers];
  const sleep = async (ms: number, signal?: AbortSignal) => {
    if (ms === 15_000)
      return new Promise<void>((wake) => signal?.addEventListener("abort", () => wake()));
    waits.push(ms);
    return undefined;
  };
  const world = { ...realWorld(), dice: () => 0.5, sleep };
  const answer: typeof fetch = async (url, init) => {
    asked.push(new Request(url, init));
    const next = left.shift() ?? new Error("The door is shut");
    if (next instanceof Error) throw next;
    return next;
  };
  const client = openClient({ baseUrl: "http://door.test/", fetch: answer, world });
  return { client, asked, waits };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

const awarding = () => json(202, { status: "awarding" });
const award = { params: { id: SHIPMENT }, body: { bidId: BID } } as const;

test("a command keeps its key over its tries, and waits as long as the server says", async () => {
  const { client, asked, waits } = door(
    json(503, BUSY, { "Retry-After": "2" }),
    new Error(),
    awarding(),
  );
  expect(await client.awardBid(award)).toEqual({ status: "awarding" });
  const keys = asked.map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys).toEqual([keys[0], keys[0], keys[0]]);
  expect(keys[0]).toMatch(/^idk_/);
  expect(waits).toEqual([2_250, 500]);
  expect(asked[0]?.url).toBe(`http://door.test/api/v1/shipments/${SHIPMENT}/award`);
});

test("a command is given up after four tries", async () => {
  const { client, asked } = door();
  await expect(client.awardBid(award)).rejects.toMatchObject({ code: "network-failed", status: 0 });
  expect(asked).toHaveLength(4);
});

test("a login is never sent twice", async () => {
  const { client, asked } = door(json(503, BUSY));
  const body = { phone: "+254712345678", password: "a long way" };
  await expect(client.login({ body })).rejects.toThrow(MsafaraProblem);
  expect(asked).toHaveLength(1);
});

test("a refusal is told with its code, also one that is newer than the client", async () => {
  const { client, asked } = door(json(422, { code: "bridge-closed", status: 422 }));
  await expect(client.awardBid(award)).rejects.toMatchObject({
    code: "bridge-closed",
    status: 422,
  });
  expect(asked).toHaveLength(1);
});

test("what a newer server adds does not break this client, and instants are numbers", async () => {
  const at = "2026-11-20T09:00:00.000Z";
  const told = { items: [{ status: "teleporting", createdAt: at, drone: 1 }], nextCursor: null };
  const { client, asked } = door(json(200, told));
  const page = await client.listShipments({ query: { from: Date.parse(at), limit: 2 } });
  expect(page.items[0]).toEqual({ status: "teleporting", createdAt: Date.parse(at), drone: 1 });
  expect(asked[0]?.url).toContain(`?from=${encodeURIComponent(at)}&limit=2`);
});

test("an instant that the contract does not have is read, or left as it came, and never judged", async () => {
  const told = (createdAt: string) =>
    json(200, { items: [{ status: "open", createdAt }], nextCursor: null });
  const { client } = door(told("2101-03-01T00:00:00Z"), told("soon"));
  const read = async () => (await client.listShipments({ query: {} })).items[0]?.createdAt;
  expect(await read()).toBe(Date.UTC(2101, 2, 1));
  expect(await read()).toBe("soon");
});

test("whoever gives up is told his own reason", async () => {
  const { client, asked } = door(awarding());
  const signal = AbortSignal.abort("changed my mind");
  await expect(client.awardBid({ ...award, signal })).rejects.toBe("changed my mind");
  expect(asked).toHaveLength(0);
});

test("what has a default may be left out, and what is given is not changed", () => {
  type Given = Parameters<ReturnType<typeof door>["client"]["requestShipment"]>[0]["body"];
  const window = { from: 0, to: 1 };
  const stop = { address: "Nakuru", position: { lat: 0, lng: 36 }, window };
  const stops: readonly (typeof stop)[] = [stop];
  const cargo = { kind: "tea", weightKg: 7, vehicleType: "box" } as const;
  const tea = { pickup: stop, delivery: stop, stops, cargo, serviceLevel: "standard" } as const;
  expectTypeOf({ ...tea, bidding: { autoAward: true } }).toExtend<Given>();
  expectTypeOf({ ...tea, bidding: { windowSeconds: "long" } }).not.toExtend<Given>();
  expectTypeOf({ ...tea, stops: [window] }).not.toExtend<Given>();
});

test("the body of a route is demanded before anything runs", () => {
  const { client } = door();
  expectTypeOf<typeof award>().toExtend<Parameters<typeof client.awardBid>[0]>();
  expectTypeOf<Pick<typeof award, "params">>().not.toExtend<
    Parameters<typeof client.awardBid>[0]
  >();
  expectTypeOf<Parameters<typeof client.readHealth>>().toEqualTypeOf<
    Parameters<typeof client.readStats>
  >();
});
