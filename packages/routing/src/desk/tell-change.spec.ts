import { expect, test } from "vitest";
import type { ProblemChange } from "../tour/problem-change.ts";
import { tellChange } from "./tell-change.ts";

const MINUTE_MS = 60_000;

test.for([
  [
    { change: "later-window", jobId: "tea", what: "pickup", byMs: 20.2 * MINUTE_MS },
    { loadId: "tea", what: "pickup", byS: 1_212 },
    "Let the pickup of tea begin 21 min later",
    "Ruhusu kuchukua tea kuanze dakika 21 baadaye",
  ],
  [
    { change: "later-deadline", jobId: "tea", byMs: 120 * MINUTE_MS },
    { loadId: "tea", byS: 7_200 },
    "Let tea be done 2 h later",
    "Ruhusu kazi ya tea ikamilike saa 2 baadaye",
  ],
  [
    { change: "longer-shift", vehicleId: "KDA", byMs: 95 * MINUTE_MS },
    { truckId: "KDA", byS: 5_700 },
    "Let the shift of KDA end 1 h 35 min later",
    "Acha zamu ya KDA iishe saa 1 na dakika 35 baadaye",
  ],
  [
    { change: "more-capacity", vehicleId: "KDA", capacity: [9_000, 40] },
    { truckId: "KDA", capacityKg: 9_000, capacityM3: 40 },
    "Give KDA room for 9000 kg and 40 m³",
    "Ipe KDA nafasi ya 9000 kg na 40 m³",
  ],
  [
    { change: "more-skills", vehicleId: "KDA", skills: ["reefer", "crane"] },
    { truckId: "KDA", skills: ["reefer", "crane"] },
    "Equip KDA with reefer and crane",
    "Iwekee KDA reefer na crane",
  ],
  [
    { change: "higher-prize", jobId: "tea", prize: 1 },
    { loadId: "tea" },
    "Pay more for tea",
    "Lipa zaidi kwa tea",
  ],
  [
    { change: "another-truck", likeVehicleId: "KDA" },
    { truckId: "KDA" },
    "Send one more truck like KDA",
    "Tuma lori moja zaidi kama KDA",
  ],
] satisfies readonly (readonly [ProblemChange, object, string, string])[])(
  "C6: a change is told as figures and in both languages: %s",
  ([change, figures, en, sw]) => {
    expect(tellChange(change)).toEqual({ change: change.change, ...figures, said: { en, sw } });
  },
);
