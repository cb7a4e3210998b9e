import { z } from "zod";
import type { MemberRole, Role, Scope } from "../identity/role.ts";
import type { ProblemCode } from "../problems/problem-table.ts";
import { flagIn } from "../query.ts";

/** Where everything of this table stands. */
export const API_BASE = "/api/v1";

/** No body of a write is longer. */
export const BODY_BYTES_MAX = 1_048_576;

/** Named schemas, as a query or the parameters of a path have them. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/**
 * One thing that can be asked, as data: the door registers it, the documents show it, the client is
 * typed by it.
 */
export interface Route {
  /** The name of the operation, and of the client's function. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `API_BASE`, with parameters in braces. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  /**
   * A `list` is paged, a `read` has an `ETag`. A `command` takes an `Idempotency-Key` and can be
   * rehearsed; a `credential` is a write about tokens, codes and secrets, which are kept nowhere to be
   * answered a second time and are not handed out for practice. A `question` changes nothing either way:
   * it is sent as a body because it is long, takes no key and no rehearsal, and may be asked again.
   */
  readonly manner: "list" | "read" | "command" | "credential" | "question";
  /** For so many questions one of these counts; for one unless told. */
  readonly weight?: number;
  /** Who may ask: anybody, or accounts of these roles. Whose things they may see is decided behind. */
  readonly roles: readonly Role[] | "anyone";
  /** And who may for his organization, whatever his account is for. */
  readonly members?: readonly MemberRole[];
  /** API keys with any of these may ask, too. */
  readonly scopes: readonly Scope[];
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: z.ZodType;
  /** By status; `null` answers without a body. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>;
  /** What this very route refuses; `problemsOf` adds what every door refuses. */
  readonly problems: readonly ProblemCode[];
}

/** The whole path, with parameters in braces. */
export function urlOf({ path }: Pick<Route, "path">): string {
  return `${API_BASE}${path}`;
}

/** Whether a route takes an `Idempotency-Key` and `?dryRun=true`. */
export function isCommand({ manner }: Pick<Route, "manner">): boolean {
  return manner === "command";
}

type OutputsOf<Named extends Shape> = z.output<
  z.ZodObject<{ -readonly [Name in keyof Named]: Named[Name] }>
>;

/** The parameters of a route's path, once read. */
export type ParamsOf<Asked extends Route> = Asked extends {
  readonly params: infer Params extends Shape;
}
  ? OutputsOf<Params>
  : unknown;

/** The query of a route, once read. */
export type QueryOf<Asked extends Route> = (Asked extends {
  readonly query: infer Query extends Shape;
}
  ? OutputsOf<Query>
  : unknown) &
  (Asked extends { readonly manner: "command" }
    ? { readonly dryRun?: boolean | undefined }
    : unknown);

/** What may stand behind the question mark; anything else is refused. */
export function querySchemaOf<Asked extends Route>(route: Asked): z.ZodType<QueryOf<Asked>>;
export function querySchemaOf(route: Route): z.ZodType {
  const rehearsal = isCommand(route) ? { dryRun: flagIn.optional() } : {};
  return z.strictObject({ ...route.query, ...rehearsal });
}

/** What stands in the path. */
export function paramsSchemaOf<Asked extends Route>(route: Asked): z.ZodType<ParamsOf<Asked>>;
export function paramsSchemaOf({ params }: Route): z.ZodType {
  return z.strictObject({ ...params });
}

/** The body of a route, once read. */
export type BodyOf<Asked extends Route> = Asked extends {
  readonly body: infer Body extends z.ZodType;
}
  ? z.output<Body>
  : undefined;

/** What a route may answer, by status, before it is written out. */
export type AnswerOf<Asked extends Route> = {
  readonly [Status in keyof Asked["responses"]]: Asked["responses"][Status] extends z.ZodType
    ? z.output<Asked["responses"][Status]>
    : null;
};
