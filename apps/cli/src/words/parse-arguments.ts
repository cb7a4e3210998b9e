import { parseArgs } from "node:util";
import { assert } from "@msafara/kernel";
import {
  type Command,
  misused,
  type Option,
  type Outcome,
  type Request,
} from "../command/command.ts";
import { nearest } from "./nearest.ts";

const HELP: Option = { says: "Say what this command does" };
/** No option begins so, and every place south of the equator does. */
const NUMBER_BELOW_ZERO = /^-\.?\d/;
/** Hides a dash from Node, which takes it for an option's. No shell can hand over such a letter. */
const HIDDEN = "\0";

/** Finds the command that is meant and reads its words; a complaint when they mean nothing. */
export function parseArguments(
  args: readonly string[],
  commands: readonly Command[],
): Request | Outcome {
  const begin = args.findIndex((arg) => !arg.startsWith("-") || NUMBER_BELOW_ZERO.test(arg));
  const ahead = begin === -1 ? args : args.slice(0, begin);
  const rest = begin === -1 ? [] : args.slice(begin);
  const command = commandOf(rest, commands);
  if (command === undefined) return unknownCommand(meantBy(rest, commands), commands);
  const words = rest.length === 0 ? 0 : command.name.split(" ").length;
  const request = readWords(command, [...ahead, ...rest.slice(words)]);
  return "command" in request ? checkPositionals(request, commands) : request;
}

/** All options of a command, with those that every command has. */
export function optionsOf({ options = {} }: Command): Readonly<Record<string, Option>> {
  return { ...options, help: HELP };
}

function commandOf(words: readonly string[], commands: readonly Command[]): Command | undefined {
  const [one = "help", two] = words;
  const named = (name: string) => commands.find((command) => command.name === name);
  return named(`${one} ${two}`) ?? named(one);
}

/** What was typed for a name: two words where the first begins names of two. */
function meantBy([one = "", two = ""]: readonly string[], commands: readonly Command[]): string {
  const hasFamily = commands.some(({ name }) => name.startsWith(`${one} `));
  return hasFamily && two !== "" && !two.startsWith("-") ? `${one} ${two}` : one;
}

/** The complaint about a command that is not there, with the name that was probably meant. */
export function unknownCommand(typed: string, commands: readonly Command[]): Outcome {
  const family = commands.filter(({ name }) => name.startsWith(`${typed} `));
  if (family.length > 0) {
    const names = family.map(({ name }) => `"${name}"`).join(", ");
    return misused(`"${typed}" needs another word: ${names}`);
  }
  const names = commands.map(({ name }) => name);
  const meant = nearest(typed, names);
  return misused(`There is no command "${typed}": ${guess(meant, '"pnpm msafara help"')}`);
}

function guess(meant: string | undefined, help: string): string {
  return meant === undefined ? `${help} lists them all` : `did you mean "${meant}"?`;
}

function readWords(command: Command, args: readonly string[]): Request | Outcome {
  const known = optionsOf(command);
  const { tokens } = parseArgs({
    args: fillIn(known, args).map((arg) => (NUMBER_BELOW_ZERO.test(arg) ? HIDDEN + arg : arg)),
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        {
          type: value === undefined ? "boolean" : "string",
          ...(name === "help" && { short: "h" }),
        },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const options: Record<string, string> = {};
  const flags = new Set<string>();
  for (const token of tokens.map(unhide)) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const complaint = complaintAbout(command, token);
    if (complaint !== undefined) return misused(complaint);
    if (token.value === undefined) flags.add(token.name);
    else options[token.name] = token.value;
  }
  return { command, positionals, options, flags };
}

function unhide<Token extends object>(token: Token): Token {
  if (!("value" in token) || typeof token.value !== "string") return token;
  return { ...token, value: token.value.replace(HIDDEN, "") };
}

/** Node knows no option whose value may be left out, so what was left out is put in. */
function fillIn(known: Readonly<Record<string, Option>>, args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    const { fallback, value } = ownOption(known, arg.replace(/^--/, "")) ?? {};
    if (!arg.startsWith("--") || fallback === undefined || value === undefined) return [arg];
    const next = args[i + 1];
    return next !== undefined && value.accepts(next) ? [arg] : [`${arg}=${fallback}`];
  });
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function complaintAbout(
  command: Command,
  { name, rawName, value, inlineValue }: OptionToken,
): string | undefined {
  const option = ownOption(optionsOf(command), name);
  if (option === undefined) return unknownOption(command, rawName);
  if (option.value === undefined) {
    return value === undefined ? undefined : `"${rawName}" takes no value, found "${value}"`;
  }
  const { accepts, expected, isSecret = false } = option.value;
  if (value === undefined || (inlineValue !== true && value.startsWith("--"))) {
    return `"${rawName}" needs a value: expected ${expected}`;
  }
  if (accepts(value)) return undefined;
  const found = isSecret ? "not as wanted" : `"${value}"`;
  return `"${rawName}" is ${found}: expected ${expected}`;
}

function ownOption(known: Readonly<Record<string, Option>>, name: string): Option | undefined {
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

function unknownOption(command: Command, typed: string): string {
  const names = Object.keys(optionsOf(command)).map((name) => `--${name}`);
  const help = `"pnpm msafara help ${command.name}"`;
  return `"${command.name}" has no option "${typed}": ${guess(nearest(typed, names), help)}`;
}

function checkPositionals(request: Request, commands: readonly Command[]): Request | Outcome {
  const { command, positionals: found, flags } = request;
  // Who asks for help is not asked for anything.
  if (flags.has("help")) return request;
  const wanted = command.positionals ?? [];
  const missing = wanted.slice(found.length).find(({ optional }) => optional !== true);
  if (missing !== undefined) {
    const { name, expected } = missing.value;
    return misused(`"${command.name}" needs <${name}>: expected ${expected}`);
  }
  const extra = found[wanted.length];
  if (extra !== undefined) return unexpected(command, { extra, commands });
  const wrong = found.findIndex((text, i) => wanted[i]?.value.accepts(text) !== true);
  if (wrong === -1) return request;
  const value = wanted[wrong]?.value;
  assert(value, "a word beyond those that are wanted was found above");
  return misused(`<${value.name}> is "${found[wrong]}": expected ${value.expected}`);
}

function unexpected(
  { name, positionals = [] }: Command,
  { extra, commands }: { readonly extra: string; readonly commands: readonly Command[] },
): Outcome {
  const family = commands.filter((command) => command.name.startsWith(`${name} `));
  if (family.length > 0) return unknownCommand(`${name} ${extra}`, family);
  const wanted = positionals.map(({ value }) => `<${value.name}>`).join(" ");
  const hint = wanted === "" ? "" : `: it takes ${wanted}, and several words in quotes`;
  return misused(`"${name}" does not know what to do with "${extra}"${hint}`);
}
