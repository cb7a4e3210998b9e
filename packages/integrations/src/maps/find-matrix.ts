import type { MatrixFound, MatrixQuestion } from "@msafara/domain";
import type { Position } from "@msafara/kernel";
import { basisOf, type GoogleLine, refuseUnknown } from "./google-line.ts";
import { drivingOf, type GoogleQuestion, latLngOf, quarterOf } from "./google-question.ts";
import { type MatrixRead, readMatrix } from "./read-matrix.ts";

/** So many rows, or columns, at once. */
const SIDE_MAX = 25;
/** So many elements at once, where the traffic counts. */
const ELEMENTS_MAX = 100;
/** One matrix does not take all the calls that may be under way. */
const BLOCKS_AT_ONCE = 4;

type Row = readonly (number | null)[];

/** All distances and durations, asked in blocks as large as he takes them; each element is paid. */
export async function findMatrix(line: GoogleLine, asked: MatrixQuestion): Promise<MatrixFound> {
  refuseUnknown(asked);
  const { origins, destinations } = asked;
  line.mayCost(origins.length * destinations.length);
  const { rows, columns } = blockOf(origins.length, destinations.length);
  const distanceM: Row[] = [];
  const durationS: Row[] = [];
  let isTimely = true;
  for (const some of slicesOf(origins, rows)) {
    const band: MatrixRead[] = [];
    for (const blocks of slicesOf(slicesOf(destinations, columns), BLOCKS_AT_ONCE)) {
      const read = blocks.map((others) => askBlock(line, asked, [some, others]));
      band.push(...(await Promise.all(read)));
    }
    isTimely &&= band.every(({ hasTraffic }) => hasTraffic);
    for (const i of some.keys()) {
      distanceM.push(band.flatMap((block) => block.distanceM[i] ?? []));
      durationS.push(band.flatMap((block) => block.durationS[i] ?? []));
    }
  }
  const notes = isTimely ? [] : (["eta-may-be-less-accurate"] as const);
  return { ...basisOf(notes), distanceM, durationS };
}

function askBlock(
  line: GoogleLine,
  asked: MatrixQuestion,
  [origins, destinations]: readonly [readonly Position[], readonly Position[]],
): Promise<MatrixRead> {
  const question: GoogleQuestion = {
    service: "distancematrix",
    params: {
      origins: origins.map(latLngOf),
      destinations: destinations.map(latLngOf),
      ...drivingOf(asked),
      region: line.region,
      language: "en",
    },
    quarter: quarterOf(asked.departAt, line.world.now()),
    units: origins.length * destinations.length,
  };
  const size = { rows: origins.length, columns: destinations.length };
  return line.answers(question, (body) => readMatrix(body, size));
}

/** The block by which the whole is asked in the fewest questions. */
export function blockOf(
  origins: number,
  destinations: number,
): { readonly rows: number; readonly columns: number } {
  const columns = Array.from({ length: SIDE_MAX }, (_, i) => i + 1);
  const blocks = columns.map((it) => {
    const rows = Math.min(SIDE_MAX, Math.floor(ELEMENTS_MAX / it));
    return { rows, columns: it, count: Math.ceil(origins / rows) * Math.ceil(destinations / it) };
  });
  return blocks.reduce((best, block) => (block.count < best.count ? block : best));
}

function slicesOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
