import { isRefusal, refuse, type Refusal } from "@msafara/kernel";
import { customise, type Metric } from "../cch/customise.ts";
import { type MetricSlot, openMetricSlot } from "../cch/metric-slot.ts";
import { queryOf } from "../cch/query-of.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import type { Drive } from "../route/drive.ts";
import type { Roads } from "../route/roads.ts";
import { costsOf, type Tariff } from "../route/tariff.ts";

/** What the next tariff is made of. */
export interface NextTraffic {
  readonly speedNow: Uint16Array;
  readonly moment: WeekMoment;
}

/**
 * Memory that threads share: the costs of a drive, the speeds and the hour they were made of, and who reads
 * what. Each reader signs for itself, so that the signature of a thread that was ended can be struck out.
 */
export interface TariffMemory {
  readonly metric: SharedArrayBuffer;
  readonly clock: SharedArrayBuffer;
  readonly readers: SharedArrayBuffer;
}

/** A seat at a slot: of two threads that read at once, each has a number of its own. */
export interface TariffSeat extends TariffMemory {
  readonly reader?: number;
}

/** The tariff in force, and the way to put the next one there. */
export interface TariffSlot {
  readonly memory: TariffMemory;
  /** How often a tariff was put in force; 0 is never, and then there is none to read. */
  readonly version: () => number;
  /** Asks on the tariff in force; costs, speeds and hour are of one version until the answer is there. */
  readonly read: <Answer>(ask: (tariff: Tariff, version: number) => Answer) => Answer;
  /** Fits the spare half to new traffic and puts it in force. Answers the version. */
  readonly fit: (next: NextTraffic) => number | Refusal<"metric-in-draft" | "metric-in-use">;
}

/** How many threads may read a tariff. */
export const READERS_MAX = 256;
const MOMENT_BYTES = 8;

/**
 * Opens the slot of a drive in new memory, or the one that another thread opened. Times are told by the clock of
 * the same traffic as ways are found by, so both change in one step: the version says which half holds.
 */
export function openTariffSlot(roads: Roads, drive: Drive, seat?: TariffSeat): TariffSlot {
  const { cch, graph } = roads;
  const slot = openMetricSlot(cch, seat?.metric);
  const desk = openReaders(slot, seat);
  const stride = MOMENT_BYTES + Math.ceil(graph.arcCount / 2) * 4;
  const clock = seat?.clock ?? new SharedArrayBuffer(2 * stride);
  const halves = [0, stride].map((start) => {
    return {
      moment: new Int32Array(clock, start, 2),
      speedNow: new Uint16Array(clock, start + MOMENT_BYTES, graph.arcCount),
    };
  });
  let held: Metric | undefined;

  return {
    memory: { metric: slot.memory, clock, readers: desk.memory },
    version: slot.version,
    read: (ask) =>
      desk.read((metric, version) => {
        const { moment, speedNow } = halves[version & 1]!;
        const now = { weekday: moment[0]!, minute: moment[1]! };
        const tariff: Tariff = {
          drive: { ...drive, speedNow, moment: now },
          cost: metric.road,
          metric,
          pathOf: (question) => queryOf(cch).pathOf(metric, question),
        };
        return ask(tariff, version);
      }),
    fit: ({ speedNow, moment }) => {
      const metric = held ?? slot.draft();
      if (isRefusal(metric)) return metric;
      held = metric;
      // Nobody else can put anything in force now: whoever is seen on the spare half has been there since before.
      if (desk.isRead((slot.version() + 1) & 1)) return refuse("metric-in-use");
      const half = halves[(slot.version() + 1) & 1]!;
      half.moment.set([moment.weekday, moment.minute]);
      half.speedNow.set(speedNow);
      metric.road.set(costsOf(roads, { ...drive, speedNow, moment }));
      customise(cch, metric);
      held = undefined;
      return slot.publish();
    },
  };
}

/**
 * Strikes out what a thread signed for that has ended: it cannot do so itself, and the half it read would never be
 * fitted again. Only for whoever knows that it has ended.
 */
export function dismissReader({ readers }: TariffMemory, reader: number): void {
  Atomics.store(new Int32Array(readers), reader, 0);
}

/** Where readers sign for the version they read: 0 for none, else one more than it. */
function openReaders(slot: MetricSlot, seat: TariffSeat | undefined) {
  const { reader = 0 } = seat ?? {};
  const memory = seat?.readers ?? new SharedArrayBuffer(READERS_MAX * Int32Array.BYTES_PER_ELEMENT);
  const signed = new Int32Array(memory);
  const known: (Metric | undefined)[] = [undefined, undefined];

  /** Signs for the version in force. Whoever was overtaken by a new one while signing signs anew. */
  function enter(): readonly [Metric, number] {
    for (;;) {
      const version = slot.version();
      Atomics.store(signed, reader, version + 1);
      if (slot.version() !== version) continue;
      if (known[version & 1] === undefined) {
        slot.read((metric, now) => {
          known[now & 1] = metric;
        });
      }
      const metric = known[version & 1];
      if (metric !== undefined) return [metric, version];
    }
  }

  return {
    memory,
    read: <Answer>(ask: (metric: Metric, version: number) => Answer): Answer => {
      const before = Atomics.load(signed, reader);
      try {
        return ask(...enter());
      } finally {
        Atomics.store(signed, reader, before);
      }
    },
    isRead: (half: number) => signed.some((_, i) => isOn(Atomics.load(signed, i), half)),
  };
}

function isOn(signature: number, half: number): boolean {
  return signature !== 0 && ((signature - 1) & 1) === half;
}
