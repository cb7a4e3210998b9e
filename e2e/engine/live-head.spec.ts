import { type Address, addressOf, type Bus, liveChannel } from "@msafara/runtime";
import { openJournal } from "@msafara/store";
import { realWorld } from "@msafara/kernel";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLook } from "../src/cluster/open-look.ts";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";
import { until } from "../src/cluster/until.ts";

const ADA: Address = addressOf("account", "ada");
const AUDIENCE = "owner";
const CHANNEL = liveChannel(ADA, AUDIENCE);

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.close();
});

/** A bus whose live frames are lost from some moment on, as pub/sub may lose any of them. */
function losing(bus: Bus): { readonly bus: Bus; readonly lose: () => void } {
  let isLosing = false;
  const publish: Bus["live"]["publish"] = (topic, frame) => {
    if (!isLosing || !topic.startsWith("live/")) bus.live.publish(topic, frame);
  };
  return {
    bus: { ...bus, live: { ...bus.live, publish } },
    lose: () => {
      isLosing = true;
    },
  };
}

async function open(order: string): Promise<void> {
  const caller = await stage.openCaller();
  const command = { type: "open", amount: 1_000, currency: "KES", order } as const;
  await stage.insist(caller, { address: ADA, command });
}

async function pay(order: string): Promise<void> {
  const caller = await stage.openCaller();
  const command = { type: "transfer", to: "account/ben", amount: 1, order } as const;
  await stage.insist(caller, { address: ADA, command });
}

describe("a reader of live events", () => {
  test("10 (G3): notices that the last event was lost, by the head, and reads it from the database", async () => {
    const { bus, lose } = losing(await stage.openBus());
    await stage.startNode("one", { bus });
    const heard: number[] = [];
    const ear = await stage.openBus();
    await ear.live.subscribe(CHANNEL, (frame) => {
      heard.push(JSON.parse(new TextDecoder().decode(frame)).seq);
    });
    await open("open");
    await until("the first event is heard", () => heard.length === 1);
    lose();
    await pay("pay-1");
    await stage.rest();

    const journal = stage.openJournal();
    const after = heard.at(-1) ?? 0;
    const wish = { topic: ADA, audience: AUDIENCE, after, limit: 100 };
    const { events, head } = await journal.liveSince(wish);
    expect(heard).toEqual([1]);
    expect(head).toBeGreaterThan(after);
    expect(events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: head - after }, (_, i) => after + 1 + i),
    );
    expect(await stage.judge()).toEqual([]);
  });

  test("10 (G3): with an after beyond the head of a restored older database, is told to begin anew", async () => {
    await stage.startNode("one");
    await open("open");
    await stage.rest();
    const older = await restoreAs("older");
    for (let i = 1; i <= 5; i++) await pay(`pay-${i}`);
    await stage.rest();
    const now = stage.openJournal();
    const wish = { topic: ADA, audience: AUDIENCE, limit: 100 };
    const { head: after } = await now.liveSince({ ...wish, after: 0 });
    expect(after).toBeGreaterThan(5);

    const restored = openJournal({ connectionString: older.url, world: realWorld() });
    const { events, head } = await restored.liveSince({ ...wish, after });
    expect(events).toEqual([]);
    expect(head).toBe(1);
    expect(head).toBeLessThan(after);
    await restored.close();
    await older.drop();
  });
});

/** A copy of the database as it is at this moment, beside it: what a restored backup would be. */
async function restoreAs(name: string) {
  const source = new URL(stage.postgresUrl);
  const template = source.pathname.slice(1);
  const copy = `${template}_${name}`;
  const admin = new URL(source);
  admin.pathname = "/postgres";
  const look = openLook(admin.href);
  // A template must have no sessions; everybody on this stage comes back by himself.
  await look.ask(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
  await until("the database can be copied", async () => {
    await look.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
      template,
    ]);
    await look.ask(`CREATE DATABASE ${copy} TEMPLATE ${template}`);
    return true;
  });
  await look.ask(`ALTER DATABASE ${template} ALLOW_CONNECTIONS true`);
  const url = new URL(source);
  url.pathname = `/${copy}`;
  return {
    url: url.href,
    drop: async () => {
      await look.ask(`DROP DATABASE ${copy} WITH (FORCE)`);
      await look.close();
    },
  };
}
