import type { Request } from "../command/command.ts";

/** The command that shows the next page: the same one, after the last row of this page. */
export function nextCommand({ command, options, flags }: Request, after: string): string {
  const given = Object.entries({ ...options, after }).flatMap(([name, value]) => [
    `--${name}`,
    quoted(value),
  ]);
  const wishes = [...flags].map((name) => `--${name}`);
  return ["pnpm msafara", command.name, ...given, ...wishes].join(" ");
}

/** As a shell takes it for one word, whatever is in it. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
