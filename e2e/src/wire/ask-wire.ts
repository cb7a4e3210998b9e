import type { WireStage } from "./open-wire-stage.ts";

/** What stands in one request. */
export interface Question {
  readonly method: string;
  /** As the document has it: `/api/v1/shipments/{id}`. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** What stands behind the question mark to the letter. */
  readonly search?: string;
  readonly body?: unknown;
  /** The body to the letter, where no JSON would say it. */
  readonly raw?: string;
  /** Who asks: the header that lets him in. */
  readonly as?: Readonly<Record<string, string>>;
  readonly key?: string;
  /** The version that whoever asks has. */
  readonly known?: string;
  readonly dryRun?: boolean;
  /** Through which gateway. */
  readonly door?: 0 | 1;
}

/** What was answered, and has passed the judge. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, read; `undefined` where there is none. */
  readonly body: any;
}

/** Asks over HTTP. Every answer is held against the OpenAPI document, whatever the spec was about. */
export async function askWire(stage: WireStage, question: Question): Promise<Told> {
  const { method, path, as = {}, key, known, door = 0 } = question;
  const body =
    question.raw ?? (question.body === undefined ? undefined : JSON.stringify(question.body));
  const response = await fetch(`${stage.doors[door]}${addressOf(question)}`, {
    method,
    headers: {
      ...as,
      ...(key !== undefined && { "idempotency-key": key }),
      ...(known !== undefined && { "if-none-match": known }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body }),
  });
  const { status, headers } = response;
  const text = await response.text();
  stage.judge.judge({ method, path }, { status, headers, text });
  return { status, headers, text, body: text === "" ? undefined : JSON.parse(text) };
}

function addressOf({ path, params = {}, query = {}, dryRun, search: said }: Question): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? "x"),
  );
  const search = new URLSearchParams({ ...query, ...(dryRun === true && { dryRun: "true" }) });
  if (said !== undefined) return `${filled}?${said}`;
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}
