import type { z } from "zod";
import type { Route } from "./route.ts";

/**
 * The body of a route as a program gives it, before it is written: instants are numbers as in `BodyOf`,
 * what has a default may be left out, and nothing in it is changed.
 */
export type GivenOf<Asked extends Route> = Asked extends {
  readonly body: infer Body extends z.ZodType;
}
  ? Given<Body>
  : undefined;

/** By the schema and not by its two types: of a union they do not tell which belongs to which. */
type Given<Schema> =
  Schema extends z.ZodOptional<infer Inner>
    ? Given<Inner> | undefined
    : Schema extends z.ZodDefault<infer Inner>
      ? Given<Inner> | undefined
      : Schema extends z.ZodObject<infer Shape>
        ? GivenFields<Shape>
        : Schema extends z.ZodArray<infer Item>
          ? readonly Given<Item>[]
          : Schema extends z.ZodUnion<infer Forms>
            ? Given<Forms[number]>
            : z.output<Schema>;

type GivenFields<Shape> = {
  readonly [Name in keyof Shape as Shape[Name] extends MayLack ? never : Name]: Given<Shape[Name]>;
} & {
  readonly [Name in keyof Shape as Shape[Name] extends MayLack ? Name : never]?: Given<Shape[Name]>;
};

interface MayLack {
  readonly _zod: { readonly optin: "optional" | "defaulted" };
}
