import { dirname, join } from "node:path/posix";
import { FOR_SPECS, type Room } from "./house.ts";
import { importsOf } from "./imports-of.ts";
import { type Repository, sourcesOf } from "./repository.ts";

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Where the house leans on what it may not lean on; each breach is a sentence. */
export function importBreaches(repository: Repository, house: readonly Room[]): readonly string[] {
  const inSources = house.flatMap((room) => sourceBreaches(repository, { house, room }));
  const inManifests = house.flatMap((room) => manifestBreaches(repository, { house, room }));
  return [...inSources, ...inManifests, ...strayRooms(repository, house)];
}

interface Place {
  readonly house: readonly Room[];
  readonly room: Room;
}

function sourceBreaches(repository: Repository, { house, room }: Place): readonly string[] {
  const sources = sourcesOf(repository).filter((path) => path.startsWith(`${room.path}/`));
  return sources.flatMap((path) => {
    const specifiers = importsOf(path, repository.text(path));
    const wrong = specifiers.filter((specifier) => {
      if (specifier.startsWith(".")) return strays(room, { path, specifier });
      if (!specifier.startsWith("@msafara/")) return false;
      if (isTest(path) && FOR_SPECS.includes(specifier)) return false;
      return !allowed(nameOf(specifier), { house, room });
    });
    return wrong.map((specifier) => `${path} may not import ${specifier}`);
  });
}

function manifestBreaches(repository: Repository, { house, room }: Place): readonly string[] {
  const path = `${room.path}/package.json`;
  const manifest: Manifest = JSON.parse(repository.text(path) || "{}");
  const runs = Object.keys(manifest.dependencies ?? {}).filter(isOurs);
  const tests = Object.keys(manifest.devDependencies ?? {}).filter(isOurs);
  const wrong = [...runs, ...tests.filter((name) => !FOR_SPECS.includes(name))];
  return wrong
    .filter((name) => !allowed(nameOf(name), { house, room }))
    .map((name) => `${path} may not depend on ${name}`);
}

/** Sources in a room that the table does not know would lean on anything they like. */
function strayRooms(repository: Repository, house: readonly Room[]): readonly string[] {
  const manifests = repository.paths.filter((path) => path.endsWith("/package.json"));
  return manifests
    .map((path) => dirname(path))
    .filter((path) => !house.some((room) => room.path === path))
    .map((path) => `${path} is a room that the import table does not know`);
}

function allowed(name: string, { house, room }: Place): boolean {
  if (room.leansOn === "all") return house.some(({ path }) => nameOf(path) === name);
  return room.leansOn.includes(name);
}

interface Step {
  readonly path: string;
  readonly specifier: string;
}

/** Out of the room, or from what runs into what only specs may see. */
function strays(room: Room, { path, specifier }: Step): boolean {
  const target = join(dirname(path), specifier);
  return !target.startsWith(`${room.path}/`) || (isTest(target) && !isTest(path));
}

function isOurs(name: string): boolean {
  return name.startsWith("@msafara/");
}

/** Specs, what specs of a room share, and the exams that implementations sit. */
function isTest(path: string): boolean {
  return path.endsWith(".spec.ts") || path.includes("/src/specs/") || path.includes("/src/exams/");
}

/** `kernel` for `@msafara/kernel/x` and for `packages/kernel`. */
function nameOf(specifierOrPath: string): string {
  return specifierOrPath.replace(/^(@msafara|packages|apps|tools)\//, "").replace(/\/.*$/, "");
}
