import { readWeightTenKg } from "./measures.ts";

const HEAVIER = /^(?:max)?weight\s*>=?\s*([\d.]+\s*\w*)$/;

/** Of a condition that binds whoever is heavier (`weight>7.5`) the weight, in units of 10 kg; nothing of any other. */
export function weightAbove(when: string): number | undefined {
  return readWeightTenKg(HEAVIER.exec(when)?.[1] ?? "");
}
