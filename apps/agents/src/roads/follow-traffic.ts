import { TRAFFIC_TOPIC, type TrafficHappening } from "@msafara/domain";
import type { World } from "@msafara/kernel";
import type { Bus, Stop } from "@msafara/runtime";
import type { Traffic } from "@msafara/store";

const SWEEP_MS = 5_000;

/** What it takes to hear of what happens on the roads. */
export interface TrafficFollower {
  readonly live: Pick<Bus["live"], "subscribe">;
  readonly world: World;
  readonly newsAfter: Traffic["newsAfter"];
  readonly happened: (happening: TrafficHappening) => void;
  readonly trouble: (error: unknown) => void;
}

/**
 * Passes on whatever is told of the roads (U102). The book is the truth: a frame only says that it is
 * worth a look now, so one that is lost costs seconds. Resolves when what stands in the book was read
 * once, or could not be.
 */
export async function followTraffic(parts: TrafficFollower): Promise<Stop> {
  const { live, world } = parts;
  const stopping = new AbortController();
  const sweep = openSweep(parts, stopping.signal);
  let nap = new AbortController();
  const stopHearing = await live.subscribe(TRAFFIC_TOPIC, () => nap.abort());
  await sweep();
  const following = follow();
  return async () => {
    stopping.abort();
    nap.abort();
    await stopHearing();
    await following;
  };

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      await world.sleep(SWEEP_MS, nap.signal);
      // Whatever is told from here on is read by the next sweep.
      nap = new AbortController();
      await sweep();
    }
  }
}

/** Reads on from where it was; what could not be read is read the next time. */
function openSweep(
  { newsAfter, happened, trouble }: TrafficFollower,
  stopping: AbortSignal,
): () => Promise<void> {
  let upTo = 0;
  return async () => {
    let isMore = true;
    while (isMore && !stopping.aborted) {
      try {
        const news = await newsAfter(upTo);
        for (const happening of news.happenings) happened(happening);
        ({ upTo, isMore } = news);
      } catch (error) {
        trouble(error);
        isMore = false;
      }
    }
  };
}
