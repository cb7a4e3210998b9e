import { z } from "zod";
import { positionSchema } from "../position.ts";
import { roadDrive } from "./road-drive.ts";
import { roadMetres, roadsBasis, roadSeconds } from "./roads-basis.ts";

const PLACES_MAX = 100;

const places = z.array(positionSchema).min(1).max(PLACES_MAX);

/** How far and how long from each origin to each destination, as somebody asks for it. */
export const matrixQuestionSchema = z.strictObject({
  ...roadDrive,
  origins: places,
  destinations: places,
});

const rowsOf = <Cell extends z.ZodType>(cell: Cell) =>
  z.array(z.array(cell.nullable()).max(PLACES_MAX)).max(PLACES_MAX);

/** A row for each origin, in it a cell for each destination. */
export const matrixFoundSchema = z.object({
  ...roadsBasis,
  distanceM: rowsOf(roadMetres).describe("Row by row, origin by origin; null where no way leads."),
  durationS: rowsOf(roadSeconds).describe(
    "As `distanceM`: at the wheel, at the speeds of the hour of `departAt`, to compare by. A route reckons with junctions, borders and later hours besides.",
  ),
});
