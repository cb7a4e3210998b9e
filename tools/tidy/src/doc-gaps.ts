import { dirname, join } from "node:path/posix";
import { type Comment, type EcmaScriptModule, parseSync } from "oxc-parser";
import type { Repository } from "./repository.ts";

/** An export as its reader meets it. */
export interface Export {
  readonly path: string;
  readonly name: string;
  readonly documented: boolean;
}

/** Every export that can be reached through a door of a package, with whether it says what it promises. */
export function exportsOf(repository: Repository, room: string): readonly Export[] {
  const manifest: { readonly exports?: Readonly<Record<string, string>> } = JSON.parse(
    repository.text(`${room}/package.json`) || "{}",
  );
  const doors = Object.values(manifest.exports ?? {}).map((door) => join(room, door));
  const found = doors.flatMap((door) => reach(repository, { path: door, only: undefined }));
  return [...new Map(found.map((each) => [`${each.path}#${each.name}`, each])).values()];
}

/** `undefined` when the package is well documented, else what is missing. */
export function docGap(repository: Repository, room: string): string | undefined {
  const exports = exportsOf(repository, room);
  const silent = exports.filter(({ documented }) => !documented);
  if (silent.length <= exports.length * 0.1) return undefined;
  const names = silent.map(({ name }) => name).join(", ");
  return `${room} documents ${exports.length - silent.length} of ${exports.length}: missing ${names}`;
}

interface Wish {
  readonly path: string;
  /** The names wanted, or all of them. */
  readonly only: readonly string[] | undefined;
}

function reach(repository: Repository, { path, only }: Wish): readonly Export[] {
  const source = repository.text(path);
  const { module, comments } = parseSync(path, source);
  const own = module.staticExports.flatMap((statement) =>
    statement.entries
      .filter((entry) => entry.moduleRequest === null)
      .map((entry) => ({
        path,
        name: entry.exportName.name ?? "default",
        documented: hasDoc(source, { comments, start: statement.start }),
      })),
  );
  const wanted = own.filter(({ name }) => only === undefined || only.includes(name));
  return [...wanted, ...passedOn(module, path).flatMap((wish) => reach(repository, wish))];
}

/** What a door hands through from the files behind it. */
function passedOn(module: EcmaScriptModule, path: string): readonly Wish[] {
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName }) => {
      if (moduleRequest === null || !moduleRequest.value.startsWith(".")) return [];
      const only = importName.name === null ? undefined : [importName.name];
      return [{ path: join(dirname(path), moduleRequest.value), only }];
    }),
  );
}

interface Spot {
  readonly comments: readonly Comment[];
  readonly start: number;
}

/** A doc comment stands right above; only an excuse for the linter may come between. */
function hasDoc(source: string, { comments, start }: Spot): boolean {
  const above = comments.filter(
    ({ end }) => end <= start && source.slice(end, start).trim() === "",
  );
  const last = above.at(-1);
  if (last === undefined) return false;
  if (last.type === "Block" && last.value.startsWith("*")) return true;
  return (
    last.value.trim().startsWith("oxlint-disable") &&
    hasDoc(source, { comments, start: last.start })
  );
}
