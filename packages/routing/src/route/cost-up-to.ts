import type { Spot } from "../snap/phantom.ts";

/**
 * What the first part of an arc costs. It rounds down, so that the parts of an arc, however it is cut, add up to
 * the whole: no way gets cheaper or dearer by a stop on it. It multiplies first: half of an even number is a whole one,
 * which a share that was rounded before may miss by one.
 */
export function costUpTo(
  cost: number,
  { alongCm, lengthCm }: Pick<Spot, "alongCm"> & { readonly lengthCm: number },
): number {
  return alongCm >= lengthCm ? cost : Math.floor((cost * alongCm) / lengthCm);
}
