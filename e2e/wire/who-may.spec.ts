import { mayAct } from "@msafara/domain";
import { isRefusal } from "@msafara/kernel";
import { afterAll, describe, expect, test } from "vitest";
import { until } from "../src/cluster/until.ts";
import { ASKED_RIGHTS, type AskedRight, unsaid } from "../src/wire/asked-rights.ts";
import { askWire, type Told } from "../src/wire/ask-wire.ts";
import { goodCall, type Pair } from "../src/wire/good-call.ts";
import { inTurns } from "../src/wire/in-turns.ts";
import { leaksOfLists } from "../src/wire/leaks-of-lists.ts";
import { openPerson, type Person } from "../src/wire/open-cast.ts";
import { openWalk } from "../src/wire/open-walk.ts";
import { type Operation, operationsOf } from "../src/wire/operations-of.ts";
import { walkOrganization } from "../src/wire/organization-walk.ts";
import { mayBy, readRights, type Standing } from "../src/wire/rights-table.ts";

const AT_A_TIME = 8;
const QUARTER_MS = 15 * 60_000;
const walk = await openWalk();
const { stage, cast, pairs, trade } = walk;
const operations = operationsOf(stage.document);
const closed = operations.filter(({ route }) => route.roles !== "anyone");
const rights = await readRights();
const { amina, bakari, owner, juma, wanjiku, hauler, keys, ...others } = cast;
const newcomer = await openPerson(stage, {
  name: "Mosi",
  role: "driver",
  phone: trade.freshPhone(),
});
const everybody = [
  amina,
  bakari,
  owner,
  juma,
  wanjiku,
  hauler,
  newcomer,
  ...Object.values(others),
  ...keys,
];
/** One's own, the organization's thing, and a thing of the organization's driver. */
const worlds: readonly Pair[] = [
  pairs[0],
  { shipper: owner, driver: wanjiku },
  { shipper: bakari, driver: hauler },
];
// Whoever is named as a shipper is known by his agent, and his fleet by the policy that he set for it.
for (const shipper of [amina, bakari, owner]) await setPolicy(shipper);
afterAll(() => stage.close());

describe("the door lets in whom the document says, and tells everybody else why not", () => {
  test.for(operations)("$id", async (operation) => {
    const wrong: string[] = [];
    await inTurns([undefined, ...everybody], AT_A_TIME, async (person) => {
      const told = await knock(operation, person?.shows ?? {});
      const expected = admitted(operation, person);
      if (told.body.code === expected) return;
      wrong.push(`${person?.name ?? "a stranger"}: ${told.body.code}, expected ${expected}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("what is somebody's is done by whom the table of rights names", () => {
  test("every operation of the market says which right it asks for", () => {
    expect(unsaid(operations), "add it to ASKED_RIGHTS or OWN_AFFAIRS in asked-rights.ts").toEqual(
      [],
    );
  });

  const asking = operations.filter(({ id }) => ASKED_RIGHTS[id] !== undefined);
  const cells = asking.flatMap((operation) =>
    worlds.map((pair) => ({ operation, pair, ...operation })),
  );
  test.for(cells)(
    "$id of $pair.shipper.name and $pair.driver.name",
    async ({ operation, pair }) => {
      const asked = ASKED_RIGHTS[operation.id]!;
      const call = await goodCall(walk, operation, pair);
      const { driver } = whoHauls(operation, pair, call.as);
      const named = asked.namedAs && { [asked.namedAs]: pair[asked.of].agentId };
      const body = named ? { ...Object(call.body), ...named } : call.body;
      const wrong: string[] = [];
      await inTurns(everybody, AT_A_TIME, async (person) => {
        const isCommand = operation.manner === "command";
        const asks = { ...operation, ...call, body, as: person.shows };
        const told = [codeOf(await askWire(stage, { ...asks, dryRun: isCommand }))];
        const expected = await verdictOn(operation, {
          asked,
          person,
          shipper: pair.shipper,
          driver,
          id: call.params?.["id"],
        });
        // What is refused is refused to whoever means it, too.
        if (isCommand && !expected.includes("done")) told.push(codeOf(await askWire(stage, asks)));
        if (told.every((code) => expected.includes(code))) return;
        wrong.push(`${person.name}: ${told.join(", ")}, expected ${expected.join(" or ")}`);
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe("what is somebody else's", () => {
  test("organization is seen and run by its own people, each by his office", async () => {
    expect(await walkOrganization(walk, everybody)).toEqual([]);
  });

  test("session is ended by nobody else", async () => {
    const sessions = { method: "GET", path: "/api/v1/auth/sessions", as: wanjiku.shows };
    const [{ id }] = (await askWire(stage, sessions)).body.items;
    const path = "/api/v1/auth/sessions/{id}";
    for (const { userId, scopes, shows: as } of everybody) {
      if (userId === wanjiku.userId || scopes !== undefined) continue;
      const told = await askWire(stage, { method: "DELETE", path, params: { id }, as });
      expect(told.body.code).toBe("session-not-found");
    }
    expect((await askWire(stage, sessions)).status).toBe(200);
  });

  test("thing is in no list of those who may not read it", async () => {
    const { leaks, shown } = await leaksOfLists(walk, everybody);
    expect(leaks).toEqual([]);
    expect(shown).toBeGreaterThan(everybody.length);
  });
});

describe("who is not believed is told so by every closed route of both gateways", () => {
  const token = amina.shows["authorization"]?.replace("Bearer ", "") ?? "";
  const [head = "", claims = "", signature = ""] = token.split(".");
  const asAdmin = Buffer.from(JSON.stringify({ ...JSON.parse(atob(claims)), role: "admin" }));
  const noAlgorithm = Buffer.from(JSON.stringify({ ...JSON.parse(atob(head)), alg: "none" }));
  const flipped = signature.replace(/^./, (letter) => (letter === "A" ? "B" : "A"));

  test.for([
    ["nothing", {}, "token-missing"],
    ["no token at all", bearer("let.me.in"), "token-invalid"],
    ["a signature that was touched", bearer(`${head}.${claims}.${flipped}`), "token-invalid"],
    [
      "another role",
      bearer(`${head}.${asAdmin.toString("base64url")}.${signature}`),
      "token-invalid",
    ],
    ["no algorithm", bearer(`${noAlgorithm.toString("base64url")}.${claims}.`), "token-invalid"],
    ["a refresh token", bearer(amina.refreshToken), "token-invalid"],
    ["a password", { authorization: "Basic YW1pbmE6eA==" }, "token-invalid"],
  ] as const)("%s", async ([, as, code]) => {
    await expectToldEverywhere(as, code);
  });

  test("somebody who was suspended, and his next exchange", async () => {
    const mosi = await openPerson(stage, {
      name: "Mosi",
      role: "shipper",
      phone: trade.freshPhone(),
    });
    const path = "/api/v1/users/{id}/suspend";
    const params = { id: mosi.userId };
    const as = cast.admin.shows;
    const body = { reason: "Two loads never arrived." };
    expect((await askWire(stage, { method: "POST", path, params, as, body })).status).toBe(200);
    await expectOut(mosi);
  });

  test("somebody who was erased, and his next exchange", async () => {
    const mosi = await openPerson(stage, {
      name: "Mosi",
      role: "shipper",
      phone: trade.freshPhone(),
    });
    const erased = { method: "DELETE", path: "/api/v1/auth/me", as: mosi.shows };
    expect((await askWire(stage, erased)).status).toBe(204);
    await expectOut(mosi);
  });

  test("a key that was revoked", async () => {
    const { shows: as } = cast.admin;
    const path = "/api/v1/api-keys";
    const body = { name: "Desk", scopes: ["shipments"] };
    const made = await askWire(stage, { method: "POST", path, as, body });
    const key = { "x-api-key": made.body.secret };
    const shipments = { method: "GET", path: "/api/v1/shipments", as: key };
    expect((await askWire(stage, shipments)).status).toBe(200);
    const params = { id: made.body.id };
    await askWire(stage, { method: "DELETE", path: `${path}/{id}`, as, params });
    await untilTold(key, "api-key-invalid");
  });

  // The last of all: from here on nobody's token is good.
  test("a token whose quarter of an hour is over", async () => {
    stage.pass(QUARTER_MS);
    await expectToldEverywhere(amina.shows, "token-expired");
    await expectToldEverywhere(cast.admin.shows, "token-expired");
  });
});

/** Neither his token nor its exchange opens anything. */
async function expectOut({ shows, refreshToken }: Person): Promise<void> {
  await untilTold(shows, "token-invalid");
  await expectToldEverywhere(shows, "token-invalid");
  for (const door of [0, 1] as const) {
    const body = { refresh_token: refreshToken };
    const path = "/api/v1/auth/refresh";
    const told = await askWire(stage, { method: "POST", path, body, door });
    expect([told.status, told.body.code]).toEqual([401, "token-invalid"]);
  }
}

async function setPolicy({ agentId = "", shows: as }: Person): Promise<void> {
  const params = { type: "shipper", id: agentId };
  const body = { policy: { autoAward: false } };
  const path = "/api/v1/agents/{type}/{id}";
  const told = await askWire(stage, { method: "PUT", path, params, as, body });
  expect(told.status, told.text).toBe(200);
}

/** Every closed route says so, through the one gateway or the other. */
async function expectToldEverywhere(as: Person["shows"], code: string): Promise<void> {
  const wrong: string[] = [];
  await inTurns([...closed.entries()], AT_A_TIME, async ([i, { id, ...operation }]) => {
    const door = i % 2 === 0 ? 0 : 1;
    const told = await askWire(stage, { ...knockAt(operation), as, door });
    if (told.status !== 401 || told.body.code !== code) wrong.push(`${id}: ${told.text}`);
  });
  expect(wrong).toEqual([]);
}

/** Asks what nobody could answer: whoever is let in is told that it is malformed. */
async function knock(operation: Operation, as: Person["shows"]): Promise<Told> {
  return await askWire(stage, { ...knockAt(operation), as });
}

function knockAt({ method, path, parameters }: Omit<Operation, "id">) {
  const params = Object.fromEntries(parameters.map(({ name }) => [name, "x"]));
  return { method, path, params, search: "madeUp=1" };
}

/** What the door says to such a request, by the document's own words about whom it lets in. */
function admitted({ route }: Operation, person: Person | undefined): string {
  const { roles, members = [], scopes } = route;
  if (roles === "anyone") return "malformed";
  if (person === undefined) return "token-missing";
  if (person.scopes !== undefined) {
    if (scopes.length === 0) return "token-missing";
    if (!scopes.some((scope) => person.scopes?.includes(scope))) return "scope-missing";
  }
  const { role, orgRole } = person;
  const isOffice = orgRole !== undefined && members.includes(orgRole);
  return roles.includes(role) || isOffice ? "malformed" : "role-may-not";
}

/** As soon as both gateways have heard of it. */
async function untilTold(as: Person["shows"], code: string): Promise<void> {
  for (const door of [0, 1] as const) {
    await until(`it is told ${code}`, async () => {
      const told = await askWire(stage, { method: "GET", path: "/api/v1/shipments", as, door });
      return told.body.code === code;
    });
  }
}

function bearer(token: string): Person["shows"] {
  return { authorization: `Bearer ${token}` };
}

interface Cell {
  readonly asked: AskedRight;
  readonly person: Person;
  readonly shipper: Person;
  readonly driver: Person;
  readonly id: string | undefined;
}

/** What the table has for somebody: done, or how it is refused. */
async function verdictOn(operation: Operation, cell: Cell): Promise<readonly string[]> {
  const { asked, person } = cell;
  const atTheDoor = admitted(operation, person);
  if (atTheDoor !== "malformed") return [atTheDoor];
  if (isOutOfScope(cell)) return ["scope-missing", ABSENT];
  const right = rights.get(asked.right);
  expect(right, `${asked.right} is in the table`).toBeDefined();
  const verdict = mayBy(right!, person, await standingOf(cell));
  if (verdict === "may") return ["done"];
  return verdict === "never" ? ["role-may-not", ABSENT] : [ABSENT];
}

const ABSENT = "absent";

async function standingOf({
  asked,
  person,
  shipper,
  driver,
  id,
}: Cell): Promise<ReadonlySet<Standing>> {
  const [mine, theirs] = asked.of === "shipper" ? [shipper, driver] : [driver, shipper];
  const isShipment = asked.right.startsWith("shipment ");
  const stands: readonly (readonly [Standing, boolean])[] = [
    ["another", true],
    ["own", isSame(person.agentId, mine.agentId)],
    ["org", isSame(person.orgId, mine.orgId)],
    ["party", isSame(person.agentId, theirs.agentId)],
    ["party", isShipment && (await wasAsked(person, id))],
  ];
  return new Set(stands.flatMap(([standing, is]) => (is ? [standing] : [])));
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

/** Whoever was asked for a load may look at it. */
async function wasAsked({ agentId = "" }: Person, shipmentId = ""): Promise<boolean> {
  const rows = await stage.look.ask<{ one: number }>(
    'SELECT 1 AS one FROM view.asks WHERE "shipmentId" = $1 AND "driverId" = $2 AND outcome <> \'passed-over\'',
    [shipmentId, agentId],
  );
  return rows.length > 0;
}

/** Which scope a right wants is the rule's to say: the paper does not print it. */
function isOutOfScope({ asked, person: { scopes } }: Cell): boolean {
  if (scopes === undefined) return false;
  const [kind, action] = asked.right.split(" ");
  const actor = { userId: "usr_x", role: "admin", scopes } as const;
  const may = mayAct(actor, action as never, { kind: kind as never });
  return may !== true && isRefusal(may) && may.refused === "scope-missing";
}

/** A trip is hauled by whoever was hired for it. */
function whoHauls({ id }: Operation, pair: Pair, as: Person["shows"] | undefined) {
  if (id !== "reportProgress" && id !== "confirmDelivery") return pair;
  return { ...pair, driver: { ...newcomer, agentId: "drv_hired", shows: as ?? {} } };
}

function codeOf({ status, body }: Told): string {
  if (status < 300) return "done";
  return status === 404 ? ABSENT : body.code;
}
