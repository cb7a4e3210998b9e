import { TRAFFIC_TOPIC, type TrafficHappening } from "@msafara/domain";
import { Fault } from "@msafara/kernel";
import { openMemoryBus, openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import { followTraffic } from "./follow-traffic.ts";

const CLOSED: Omit<TrafficHappening, "id"> = {
  revision: 1,
  area: { southWest: { lat: -1, lng: 36 }, northEast: { lat: -0.9, lng: 36.1 } },
  effect: "closed",
  fromAt: 0,
  untilAt: 1_000,
  note: "Landslide",
};

/** A book with pages of two, and a pool that notes what it hears. */
async function openTown({ isAway = false }: { readonly isAway?: boolean } = {}) {
  const world = openStillWorld();
  const bus = openMemoryBus({ world });
  const book: TrafficHappening[] = [{ ...CLOSED, id: "trf_old" }];
  const heard: string[] = [];
  const troubles: unknown[] = [];
  const state = { isAway };
  const follow = () =>
    followTraffic({
      live: bus.live,
      world,
      newsAfter: async (seq) => {
        if (state.isAway) throw new Fault("The database is away", { retry: true });
        const happenings = book.slice(seq, seq + 2);
        return { upTo: seq + happenings.length, isMore: happenings.length === 2, happenings };
      },
      happened: ({ id }) => void heard.push(id),
      trouble: (error) => void troubles.push(error),
    });
  const tell = (id: string) => void book.push({ ...CLOSED, id });
  const ring = () => bus.live.publish(TRAFFIC_TOPIC, new Uint8Array());
  return { world, tell, ring, follow, heard, troubles, state };
}

test("who starts knows at once what stands in the book", async () => {
  const { tell, follow, heard } = await openTown();
  for (const id of ["trf_a", "trf_b", "trf_c"]) tell(id);
  const stop = await follow();
  expect(heard).toEqual(["trf_old", "trf_a", "trf_b", "trf_c"]);
  await stop();
});

test("what is told is heard at once, and after seconds where its frame is lost", async () => {
  const { world, tell, ring, follow, heard } = await openTown();
  const stop = await follow();
  tell("trf_rung");
  ring();
  await world.move(0);
  expect(heard).toEqual(["trf_old", "trf_rung"]);
  tell("trf_missed");
  await world.move(1_000);
  expect(heard).toHaveLength(2);
  await world.move(5_000);
  expect(heard).toEqual(["trf_old", "trf_rung", "trf_missed"]);
  await stop();
});

test("a database that is away is read when it is back", async () => {
  const { world, follow, heard, troubles, state } = await openTown({ isAway: true });
  const stop = await follow();
  expect(troubles).toMatchObject([{ message: "The database is away" }]);
  state.isAway = false;
  await world.move(5_000);
  expect(heard).toEqual(["trf_old"]);
  await stop();
});

test("who stopped hears nothing more", async () => {
  const { world, tell, ring, follow, heard } = await openTown();
  const stop = await follow();
  await stop();
  tell("trf_late");
  ring();
  await world.move(60_000);
  expect(heard).toEqual(["trf_old"]);
});
