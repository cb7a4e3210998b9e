import {
  type FieldError,
  fieldErrorsOf,
  isCommand,
  type Language,
  paramsSchemaOf,
  querySchemaOf,
  type Route,
} from "@msafara/contracts";
import { z } from "zod";
import type { Wrong } from "../problems/wrong.ts";

/** What stands in a request, as it came. */
export interface Sent {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly key: string | undefined;
}

/** What stands in a request, once read. */
export interface Read {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly key?: string;
  readonly dryRun: boolean;
}

/** As many as a receipt can be filed under. */
const KEY_LETTERS_MAX = 200;
const KEY = new RegExp(`^[!-~]{1,${KEY_LETTERS_MAX}}$`);
const NO_BODY = z.strictObject({}).nullish();
const NO_KEY = z.strictObject({});

/** Reads requests of a route: everything that is wrong is told at once, each with its place. */
export function callReader(route: Route): (sent: Sent, language: Language) => Read | Wrong {
  const schemas = {
    params: paramsSchemaOf(route),
    query: querySchemaOf(route),
    body: route.body ?? NO_BODY,
  };

  return ({ key, ...sent }, language) => {
    const misplaced = outOfPlace(route, { key, query: sent.query, language });
    if (misplaced !== undefined) return misplaced;
    const params = schemas.params.safeParse(sent.params);
    const query = schemas.query.safeParse(sent.query);
    const body = schemas.body.safeParse(sent.body);
    if (!params.success || !query.success || !body.success) {
      const errors = [
        ...told(params.error, { input: sent.params, language }),
        ...told(query.error, { input: sent.query, language }),
        ...told(body.error, { input: sent.body, language }),
      ];
      return { wrong: "malformed", errors };
    }
    return {
      params: params.data,
      query: query.data,
      body: route.body === undefined ? undefined : body.data,
      ...(isCommand(route) && key !== undefined && { key }),
      dryRun: isRehearsal(query.data),
    };
  };
}

interface Manners {
  readonly key: string | undefined;
  readonly query: unknown;
  readonly language: Language;
}

/** What is known only to commands, and a key that cannot be filed. Reads ignore a key. */
function outOfPlace(route: Route, { key, query, language }: Manners): Wrong | undefined {
  if (route.manner === "credential") {
    if (isObject(query) && "dryRun" in query) return { wrong: "dry-run-not-offered" };
    const input = { "Idempotency-Key": key };
    // Taken in silence it would let the caller believe that asking twice is safe.
    if (key === undefined) return undefined;
    return { wrong: "malformed", errors: told(NO_KEY.safeParse(input).error, { input, language }) };
  }
  const isMalformed = isCommand(route) && key !== undefined && !KEY.test(key);
  if (!isMalformed) return undefined;
  return { wrong: "idempotency-key-malformed", facts: { limit: KEY_LETTERS_MAX } };
}

function told(
  error: z.ZodError | undefined,
  sent: { readonly input: unknown; readonly language: Language },
): readonly FieldError[] {
  return error === undefined ? [] : fieldErrorsOf(error.issues, sent);
}

function isRehearsal(query: unknown): boolean {
  return isObject(query) && "dryRun" in query && query.dryRun === true;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
