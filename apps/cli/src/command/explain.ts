import type { Look } from "../desk.ts";
import { paint } from "../page/paint.ts";
import { optionsOf } from "../words/parse-arguments.ts";
import type { Command, Option } from "./command.ts";

const INDENT = "  ";

/** What help says about one command. */
export function explainCommand(command: Command, look: Look): readonly string[] {
  const options = Object.entries(optionsOf(command)).map(
    ([name, option]) => [`--${name}${valueOf(option)}`, option.says] as const,
  );
  const usage = [`pnpm msafara ${usageOf(command)}`, ...(options.length > 0 ? ["[options]"] : [])];
  return [
    command.summary,
    "",
    ...wrap(usage.join(" "), look.width).map((line, i) => (i === 0 ? line : INDENT + line)),
    ...(command.notes ?? []).flatMap((note) => ["", ...wrap(note, look.width)]),
    "",
    paint("Options", look),
    ...listed(options, look),
  ];
}

/** What help says when it is not asked about anything. */
export function explainAll(commands: readonly Command[], look: Look): readonly string[] {
  const lines = commands
    .filter(({ isAlias }) => isAlias !== true)
    .map((command) => [usageOf(command), command.summary] as const);
  return [
    "The operator's command line of Msafara",
    "",
    "pnpm msafara <command> [options]",
    "",
    paint("Commands", look),
    ...listed(lines, look),
    "",
    ...wrap(
      "Every command has --help, and those that show something have --json. The database is the " +
        'one at DATABASE_URL, else the one of the stack that "pnpm start" runs here.',
      look.width,
    ),
  ];
}

function usageOf({ name, positionals = [] }: Command): string {
  const words = positionals.map(({ value, optional }) =>
    optional === true ? `[${value.name}]` : `<${value.name}>`,
  );
  return [name, ...words].join(" ");
}

function valueOf({ value, fallback }: Option): string {
  if (value === undefined) return "";
  return fallback === undefined ? ` ${value.name}` : ` [${value.name}]`;
}

/** Names at the left, what they are at the right, below one another where both do not fit. */
function listed(
  entries: readonly (readonly [name: string, says: string])[],
  { width }: Look,
): readonly string[] {
  const left = Math.max(...entries.map(([name]) => name.length)) + 2 * INDENT.length;
  return entries.flatMap(([name, says]) => {
    const [first = "", ...rest] = wrap(says, width - left);
    const line = `${INDENT}${name}`.padEnd(left) + first;
    return [line, ...rest.map((more) => " ".repeat(left) + more)];
  });
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const joined = `${last} ${word}`;
    if (last === undefined || joined.length > width) lines.push(word);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}
