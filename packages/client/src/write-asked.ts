import { fieldErrorsOf, type Language } from "@msafara/contracts";
import { MsafaraProblem } from "./msafara-problem.ts";
import { type Schema, walk } from "./walk.ts";

const DETAIL = {
  en: "Nothing was sent: some fields are not as wanted",
  sw: "Hakuna kilichotumwa: baadhi ya sehemu si sahihi",
} as const satisfies Record<Language, string>;

/** What is asked, and in which language it is refused. */
interface Asking {
  readonly schema: Schema;
  readonly body: unknown;
  readonly language: Language;
  readonly requestId: string;
}

/** Writes a body as the wire has it; one that the server would refuse is refused before it is sent. */
export function writeAsked({ schema, body, language, requestId }: Asking): string {
  const written = write(schema, body);
  const { error } = schema.safeDecode(written);
  if (error === undefined) return JSON.stringify(written);
  throw new MsafaraProblem(DETAIL[language], {
    code: "malformed",
    status: 0,
    requestId,
    errors: fieldErrorsOf(error.issues, { input: written, language }),
    retry: false,
  });
}

function write(schema: Schema, value: unknown): unknown {
  return walk(schema, value, {
    turn: encodeOr,
    formOf: (forms, given) => forms.find((form) => form.safeDecode(write(form, given)).success),
  });
}

/** What cannot be written stays as it is, for the judge to find. */
function encodeOr(codec: Schema, value: unknown): unknown {
  try {
    return codec.encode(value);
  } catch {
    // It is told with its path and in the caller's language by whoever judges the whole.
    return value;
  }
}
