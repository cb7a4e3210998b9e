import { deflateSync } from "node:zlib";
import type { OsmNode, OsmRelation, OsmWay } from "../../map/osm/element.ts";

/** A small map to be written. */
export interface SmallMap {
  readonly nodes?: readonly OsmNode[];
  readonly ways?: readonly OsmWay[];
  readonly relations?: readonly OsmRelation[];
}

const MEMBER_TYPES = ["node", "way", "relation"];

/** Writes an `.osm.pbf` as an export would: a header, then one block. */
export function writePbf({ nodes = [], ways = [], relations = [] }: SmallMap): Buffer {
  const texts: string[] = [""];
  const text = (value: string) => {
    if (!texts.includes(value)) texts.push(value);
    return texts.indexOf(value);
  };
  const tags = (of: Readonly<Record<string, string>>) => [
    run(
      2,
      Object.keys(of).map((key) => varint(text(key))),
    ),
    run(
      3,
      Object.values(of).map((value) => varint(text(value))),
    ),
  ];
  const dense = [
    run(1, steps(nodes.map(({ id }) => id))),
    run(8, steps(nodes.map(({ lat }) => lat))),
    run(9, steps(nodes.map(({ lng }) => lng))),
    run(
      10,
      nodes.flatMap(({ tags: of }) => [
        ...Object.entries(of).flatMap(([key, value]) => [varint(text(key)), varint(text(value))]),
        varint(0),
      ]),
    ),
  ];
  const group = [
    run(2, dense),
    ...ways.map(({ id, tags: of, refs }) =>
      run(3, [number(1, id), ...tags(of), run(8, steps(refs))]),
    ),
    ...relations.map(({ id, tags: of, members }) =>
      run(4, [
        number(1, id),
        ...tags(of),
        run(
          8,
          members.map(({ role }) => varint(text(role))),
        ),
        run(9, steps(members.map(({ ref }) => ref))),
        run(
          10,
          members.map(({ type }) => varint(MEMBER_TYPES.indexOf(type))),
        ),
      ]),
    ),
  ];
  const groupBytes = run(2, group);
  const table = run(
    1,
    texts.map((value) => run(1, [Buffer.from(value)])),
  );
  return Buffer.concat([
    writeBlob("OSMHeader", run(4, [Buffer.from("OsmSchema-V0.6")])),
    writeBlob("OSMData", Buffer.concat([table, groupBytes])),
  ]);
}

/** One block with its header, packed. */
export function writeBlob(type: string, content: Buffer): Buffer {
  const blob = run(3, [deflateSync(content)]);
  const header = Buffer.concat([run(1, [Buffer.from(type)]), number(3, blob.length)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

function run(field: number, parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function steps(values: readonly number[]): readonly Buffer[] {
  return values.map((value, i) => {
    const step = value - (values[i - 1] ?? 0);
    return varint(step >= 0 ? step * 2 : -step * 2 - 1);
  });
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
