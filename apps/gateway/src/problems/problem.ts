/** RFC 9457, with what our clients rely on beside it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly instance: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Every code that a door itself may answer: its HTTP number and its sentence per language. */
const DOOR_PROBLEMS = {
  malformed: [400, "The request cannot be read", "Ombi haliwezi kusomwa"],
  "not-found": [404, "There is nothing here", "Hakuna kitu hapa"],
  "body-too-large": [413, "The body is too large", "Ujumbe ni mkubwa mno"],
  "unsupported-media-type": [415, "Send JSON", "Tuma JSON"],
  "too-many-requests": [429, "Too many requests, slow down", "Maombi ni mengi mno, punguza kasi"],
  broken: [500, "Something broke on our side", "Hitilafu imetokea upande wetu"],
  "try-again": [503, "Not available right now, try again", "Haipatikani kwa sasa, jaribu tena"],
} as const satisfies Record<string, readonly [number, string, string]>;

/** A code of the table above. */
export type DoorCode = keyof typeof DOOR_PROBLEMS;

export interface ProblemFacts {
  readonly code: DoorCode;
  readonly instance: string;
  readonly requestId: string;
  readonly language: "en" | "sw";
  readonly detail?: string | undefined;
  readonly errors?: Problem["errors"] | undefined;
}

/** Puts a problem document together. */
export function problem(facts: ProblemFacts): Problem {
  const [status, english, swahili] = DOOR_PROBLEMS[facts.code];
  const { code, instance, requestId, detail, errors, language } = facts;
  const title = language === "sw" ? swahili : english;
  const document: Problem = {
    type: `/problems/${code}`,
    title,
    status,
    code,
    instance,
    requestId,
  };
  return {
    ...document,
    ...(detail !== undefined && { detail }),
    ...(errors !== undefined && { errors }),
  };
}

/** The code for a number that the framework chose. */
export function codeOf(status: number): DoorCode {
  const known: Readonly<Record<number, DoorCode>> = {
    404: "not-found",
    413: "body-too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
    503: "try-again",
  };
  return known[status] ?? (status < 500 ? "malformed" : "broken");
}
