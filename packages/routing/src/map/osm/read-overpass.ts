import type { OsmBlock, OsmMember, OsmNode, OsmRelation, OsmWay, Tags, Wanted } from "./element.ts";
import { jsonElements } from "./json-elements.ts";
import { spoilt } from "./spoilt.ts";

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

function nodeOf({ id, lat, lon, tags }: Readonly<Record<string, unknown>>): OsmNode {
  const place = { lat: Math.round(numberIn(lat) * E7), lng: Math.round(numberIn(lon) * E7) };
  return { id: numberIn(id), ...place, tags: tagsIn(tags) };
}

function wayOf({ id, nodes, tags }: Readonly<Record<string, unknown>>): OsmWay {
  return { id: numberIn(id), refs: listIn(nodes).map(numberIn), tags: tagsIn(tags) };
}

function relationOf({ id, members, tags }: Readonly<Record<string, unknown>>): OsmRelation {
  return { id: numberIn(id), members: listIn(members).map(memberIn), tags: tagsIn(tags) };
}

function memberIn(member: unknown): OsmMember {
  const { type, ref, role } = recordIn(member);
  if (type !== "node" && type !== "way" && type !== "relation") {
    throw spoilt(`A member is of the type ${JSON.stringify(type)}: expected node, way or relation`);
  }
  return { type, ref: numberIn(ref), role: typeof role === "string" ? role : "" };
}

function tagsIn(tags: unknown): Tags {
  if (tags === undefined) return {};
  return Object.fromEntries(
    Object.entries(recordIn(tags)).map(([key, value]) => [key, String(value)]),
  );
}

function numberIn(value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw spoilt(`Expected a number, found ${JSON.stringify(value)}`);
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw spoilt(`Expected a list, found ${JSON.stringify(value)}`);
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return { ...value };
  throw spoilt(`Expected an object, found ${JSON.stringify(value)}`);
}
