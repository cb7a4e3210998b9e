import type { OsmBlock, OsmMember, OsmNode, OsmRelation, OsmWay, Tags, Wanted } from "./element.ts";
import { jsonElements } from "./json-elements.ts";
import { spoilt } from "./spoilt.ts";
import { legalId } from "./legal-id.ts";
import { legalPlace } from "./legal-place.ts";
import { legalText } from "./legal-text.ts";

const E7 = 10_000_000;

interface Found {
  readonly nodes: OsmNode[];
  readonly ways: OsmWay[];
  readonly relations: OsmRelation[];
}

/** Reads the JSON that the Overpass API answers, element by element. */
export async function* readOverpass(
  chunks: AsyncIterable<Uint8Array>,
  wanted: Wanted,
): AsyncGenerator<OsmBlock> {
  for await (const texts of jsonElements(chunks)) {
    const found: Found = { nodes: [], ways: [], relations: [] };
    for (const text of texts) sort(parsed(text), { found, wanted });
    yield found;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw spoilt(`An element is no JSON: "${text.slice(0, 60)}"`, cause);
  }
}

function sort(
  element: Readonly<Record<string, unknown>>,
  { found, wanted }: { readonly found: Found; readonly wanted: Wanted },
): void {
  const { type } = element;
  if (type === "node" && wanted.nodes) found.nodes.push(nodeOf(element));
  else if (type === "way" && wanted.ways) found.ways.push(wayOf(element));
  else if (type === "relation" && wanted.relations) found.relations.push(relationOf(element));
}

function nodeOf(element: Readonly<Record<string, unknown>>): OsmNode {
  const id = legalId(numberIn(element["id"]));
  const [lat, lng] = [numberIn(element["lat"]), numberIn(element["lon"])];
  const place = legalPlace({ id, lat: Math.round(lat * E7), lng: Math.round(lng * E7) });
  return { id, ...place, tags: tagsIn(element["tags"]) };
}

function wayOf({ id, nodes, tags }: Readonly<Record<string, unknown>>): OsmWay {
  if (nodes === undefined) {
    throw spoilt(`Way ${shown(id)} names no nodes: ask Overpass with "out body; >; out skel qt;"`);
  }
  return { id: legalId(numberIn(id)), refs: listIn(nodes).map(numberIn), tags: tagsIn(tags) };
}

function relationOf({ id, members, tags }: Readonly<Record<string, unknown>>): OsmRelation {
  return { id: legalId(numberIn(id)), members: listIn(members).map(memberIn), tags: tagsIn(tags) };
}

function memberIn(member: unknown): OsmMember {
  const { type, ref, role } = recordIn(member);
  if (type !== "node" && type !== "way" && type !== "relation") {
    throw spoilt(`A member is of the type ${shown(type)}: expected node, way or relation`);
  }
  return { type, ref: numberIn(ref), role: typeof role === "string" ? legalText(role) : "" };
}

function tagsIn(tags: unknown): Tags {
  if (tags === undefined) return {};
  return Object.fromEntries(
    Object.entries(recordIn(tags)).map(([key, value]) => [legalText(key), textIn(value)]),
  );
}

function textIn(value: unknown): string {
  if (typeof value === "string") return legalText(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw spoilt(`Expected a text, found ${shown(value)}`);
}

function numberIn(value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw spoilt(`Expected a number, found ${shown(value)}`);
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw spoilt(`Expected a list, found ${shown(value)}`);
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return { ...value };
  throw spoilt(`Expected an object, found ${shown(value)}`);
}

/** What was found instead, in a word or two: it may be as deep and as long as the file. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : String(value);
}
