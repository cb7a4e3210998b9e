import type { OsmBlock, OsmMember, OsmNode, OsmRelation, OsmWay, Tags, Wanted } from "./element.ts";
import { spoilt } from "./spoilt.ts";
import { type Weighing, weighing } from "./weighing.ts";
import {
  eachField,
  readInner,
  readPacked,
  readSigned,
  readSteps,
  readText,
  readVarint,
  readZigzag,
  type Wire,
  wireOf,
} from "./wire.ts";
import { legalId } from "./legal-id.ts";
import { legalPlace } from "./legal-place.ts";
import { legalText } from "./legal-text.ts";

const MEMBER_TYPES = ["node", "way", "relation"] as const;
const NO_TAGS: Tags = {};
const NANO_TO_E7 = 100;

/** What the elements of a block are written in. */
interface Frame {
  readonly texts: string[];
  granularity: number;
  latOffset: number;
  lngOffset: number;
  readonly weighing: Weighing;
}

interface Found {
  readonly nodes: OsmNode[];
  readonly ways: OsmWay[];
  readonly relations: OsmRelation[];
}

/** Decodes one unpacked block of an `.osm.pbf`. */
export function readPrimitives(bytes: Uint8Array, wanted: Wanted): OsmBlock {
  const wire = wireOf(bytes);
  const frame: Frame = {
    texts: [],
    granularity: 100,
    latOffset: 0,
    lngOffset: 0,
    weighing: weighing(),
  };
  const groups: Wire[] = [];
  eachField(wire, ({ number }) => {
    if (number === 1) readTexts(readInner(wire), frame);
    else if (number === 2) groups.push(readInner(wire));
    else if (number === 17) frame.granularity = readVarint(wire);
    else if (number === 19) frame.latOffset = readSigned(wire);
    else if (number === 20) frame.lngOffset = readSigned(wire);
  });
  const found: Found = { nodes: [], ways: [], relations: [] };
  // What the coordinates are written in may stand behind them.
  for (const group of groups) readGroup(group, { frame, found, wanted });
  return found;
}

function readTexts(wire: Wire, { texts, weighing: scales }: Frame): void {
  eachField(wire, ({ number }) => {
    if (number !== 1) return;
    scales.add(0);
    texts.push(readText(wire));
  });
}

interface Reading {
  readonly frame: Frame;
  readonly found: Found;
  readonly wanted: Wanted;
}

function readGroup(wire: Wire, { frame, found, wanted }: Reading): void {
  eachField(wire, ({ number }) => {
    if (number === 1 && wanted.nodes) found.nodes.push(readNode(readInner(wire), frame));
    else if (number === 2 && wanted.nodes) readDense(readInner(wire), { frame, found });
    else if (number === 3 && wanted.ways) found.ways.push(readWay(readInner(wire), frame));
    else if (number === 4 && wanted.relations) {
      found.relations.push(readRelation(readInner(wire), frame));
    }
  });
}

function readNode(wire: Wire, frame: Frame): OsmNode {
  const tags = tagColumns();
  let id = 0;
  let lat = 0;
  let lng = 0;
  eachField(wire, ({ number }) => {
    if (number === 1) id = readZigzag(wire);
    else if (number === 8) lat = readZigzag(wire);
    else if (number === 9) lng = readZigzag(wire);
    else takeTags(wire, { number, tags });
  });
  frame.weighing.add(tags.keys.length);
  return { id: legalId(id), ...placeOf({ id, lat, lng }, frame), tags: tagsOf(tags, frame) };
}

function readDense(wire: Wire, { frame, found }: Pick<Reading, "frame" | "found">): void {
  let ids: number[] = [];
  let lats: number[] = [];
  let lngs: number[] = [];
  let texts: number[] = [];
  eachField(wire, ({ number }) => {
    if (number === 1) ids = readSteps(wire);
    else if (number === 8) lats = readSteps(wire);
    else if (number === 9) lngs = readSteps(wire);
    else if (number === 10) texts = readPacked(wire, readVarint);
  });
  if (lats.length !== ids.length || lngs.length !== ids.length) {
    throw spoilt(`A block of nodes is spoilt: expected ${ids.length} places, found ${lats.length}`);
  }
  for (let i = 0; i < ids.length; i++) frame.weighing.add(0);
  const tags = denseTags(texts, frame);
  for (let i = 0; i < ids.length; i++) {
    const id = legalId(ids[i]!);
    const place = placeOf({ id, lat: lats[i]!, lng: lngs[i]! }, frame);
    found.nodes.push({ id, lat: place.lat, lng: place.lng, tags: tags() });
  }
}

/** The tags of one node after the other. Most have none, and share it. */
function denseTags(texts: readonly number[], frame: Frame): () => Tags {
  let at = 0;
  return () => {
    if (at >= texts.length || texts[at] === 0) {
      at++;
      return NO_TAGS;
    }
    const tags = tagColumns();
    for (; at < texts.length && texts[at] !== 0; at += 2) {
      tags.keys.push(texts[at]!);
      tags.values.push(texts[at + 1] ?? 0);
    }
    at++;
    return tagsOf(tags, frame);
  };
}

function readWay(wire: Wire, frame: Frame): OsmWay {
  const tags = tagColumns();
  let id = 0;
  let refs: number[] = [];
  eachField(wire, ({ number }) => {
    if (number === 1) id = readSigned(wire);
    else if (number === 8) refs = readSteps(wire);
    else takeTags(wire, { number, tags });
  });
  frame.weighing.add(refs.length + tags.keys.length);
  return { id: legalId(id), refs, tags: tagsOf(tags, frame) };
}

function readRelation(wire: Wire, frame: Frame): OsmRelation {
  const tags = tagColumns();
  let id = 0;
  let roles: number[] = [];
  let refs: number[] = [];
  let types: number[] = [];
  eachField(wire, ({ number }) => {
    if (number === 1) id = readSigned(wire);
    else if (number === 8) roles = readPacked(wire, readVarint);
    else if (number === 9) refs = readSteps(wire);
    else if (number === 10) types = readPacked(wire, readVarint);
    else takeTags(wire, { number, tags });
  });
  const members = refs.map((ref, i): OsmMember => {
    const type = MEMBER_TYPES[types[i] ?? -1];
    if (type === undefined) throw spoilt(`Relation ${id} has a member of an unknown type`);
    return { type, ref, role: textOf(roles[i] ?? -1, frame) };
  });
  frame.weighing.add(members.length + tags.keys.length);
  return { id: legalId(id), members, tags: tagsOf(tags, frame) };
}

interface TagColumns {
  keys: number[];
  values: number[];
}

function tagColumns(): TagColumns {
  return { keys: [], values: [] };
}

function takeTags(
  wire: Wire,
  { number, tags }: { readonly number: number; readonly tags: TagColumns },
): void {
  if (number === 2) tags.keys = readPacked(wire, readVarint);
  if (number === 3) tags.values = readPacked(wire, readVarint);
}

function tagsOf({ keys, values }: TagColumns, frame: Frame): Tags {
  if (keys.length === 0) return NO_TAGS;
  return Object.fromEntries(
    keys.map((key, i) => [textOf(key, frame), textOf(values[i] ?? -1, frame)]),
  );
}

function textOf(index: number, { texts }: Frame): string {
  const text = texts[index];
  if (text === undefined) throw spoilt(`A block names text ${index} of ${texts.length}`);
  return legalText(text);
}

function placeOf(
  { id, lat, lng }: { readonly id: number; readonly lat: number; readonly lng: number },
  { granularity, latOffset, lngOffset }: Frame,
) {
  return legalPlace({
    id,
    lat: Math.round((latOffset + granularity * lat) / NANO_TO_E7),
    lng: Math.round((lngOffset + granularity * lng) / NANO_TO_E7),
  });
}
