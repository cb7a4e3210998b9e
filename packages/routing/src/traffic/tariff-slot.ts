import { isRefusal, type Refusal } from "@msafara/kernel";
import { customise } from "../cch/customise.ts";
import { openMetricSlot } from "../cch/metric-slot.ts";
import { openQuery } from "../cch/open-query.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import type { Drive } from "../route/drive.ts";
import type { Roads } from "../route/roads.ts";
import { costsOf, type Tariff } from "../route/tariff.ts";

/** What the next tariff is made of. */
export interface NextTraffic {
  readonly speedNow: Uint16Array;
  readonly moment: WeekMoment;
}

/** Memory that threads share: the costs of a drive, and the speeds and the hour they were made of. */
export interface TariffMemory {
  readonly metric: SharedArrayBuffer;
  readonly clock: SharedArrayBuffer;
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

const MOMENT_BYTES = 8;

/**
 * Opens the slot of a drive in new memory, or the one that another thread opened. Times are told by the clock of
 * the same traffic as ways are found by, so both change in one step: the version says which half holds.
 */
export function openTariffSlot(roads: Roads, drive: Drive, memory?: TariffMemory): TariffSlot {
  const { cch, graph } = roads;
  const slot = openMetricSlot(cch, memory?.metric);
  const stride = MOMENT_BYTES + Math.ceil(graph.arcCount / 2) * 4;
  const clock = memory?.clock ?? new SharedArrayBuffer(2 * stride);
  const halves = [0, stride].map((start) => {
    return {
      moment: new Int32Array(clock, start, 2),
      speedNow: new Uint16Array(clock, start + MOMENT_BYTES, graph.arcCount),
    };
  });
  const { pathOf } = openQuery(cch);

  return {
    memory: { metric: slot.memory, clock },
    version: slot.version,
    read: (ask) =>
      slot.read((metric, version) => {
        const { moment, speedNow } = halves[version & 1]!;
        const now = { weekday: moment[0]!, minute: moment[1]! };
        const tariff: Tariff = {
          drive: { ...drive, speedNow, moment: now },
          cost: metric.road,
          metric,
          pathOf: (question) => pathOf(metric, question),
        };
        return ask(tariff, version);
      }),
    fit: ({ speedNow, moment }) => {
      const metric = slot.draft();
      if (isRefusal(metric)) return metric;
      const half = halves[(slot.version() + 1) & 1]!;
      half.moment.set([moment.weekday, moment.minute]);
      half.speedNow.set(speedNow);
      metric.road.set(costsOf(roads, { ...drive, speedNow, moment }));
      customise(cch, metric);
      return slot.publish();
    },
  };
}
