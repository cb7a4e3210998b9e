import { CHAPTERS } from "./problem-table.ts";
import type { ProblemRow, Wording } from "./problem-row.ts";

const HEAD = ["code", "status", "in English", "kwa Kiswahili", "facts"];

/** `docs/reference/errors.md`, written from the table of problems. */
export function errorsPage(): string {
  const chapters = Object.entries(CHAPTERS).map(
    ([title, problems]) => `## ${title}\n\n${tableOf(problems)}\n`,
  );
  return `${INTRODUCTION}\n${chapters.join("\n")}`;
}

const INTRODUCTION = `# Errors

Whatever is refused is answered by a problem document (RFC 9457) whose \`code\` is one of these. Codes
are stable: programs may rely on them, and on the numbers of HTTP beside them. Sentences are for
people and may get better; they come in the language of \`Accept-Language\`. A fact in braces is filled
in. Where fields are to blame, \`errors\` names each by a JSON pointer and says what was expected.

400 is malformed, 401 is nobody we know, 403 may not, 404 is not there or not yours, 409 is at odds
with how things stand, 422 is refused by a rule, 429 is too much and 503 not now: both say in
\`Retry-After\` when to ask again.

This page is written from \`packages/contracts/src/problems\`; a spec holds the two together.
`;

function tableOf(problems: Readonly<Record<string, ProblemRow>>): string {
  const rows = Object.entries(problems).map(([code, { status, en, sw, facts = {} }]) => [
    `\`${code}\``,
    `${status}`,
    told(en),
    told(sw),
    Object.keys(facts).join(", "),
  ]);
  const widths = HEAD.map((head, i) =>
    Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [HEAD, rule, ...rows].map((row) => line(row, widths)).join("\n");
}

function told([title, detail]: Wording): string {
  return `${title}. ${detail}`;
}

/** Padded, as the formatter of this house would have it. */
function line(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
}
