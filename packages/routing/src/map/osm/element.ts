/** What is written on a node, a way or a relation. */
export type Tags = Readonly<Record<string, string>>;

/** A point, in degrees times 10⁷. */
export interface OsmNode {
  readonly id: number;
  readonly lat: number;
  readonly lng: number;
  readonly tags: Tags;
}

/** A line over nodes. */
export interface OsmWay {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: Tags;
}

/** One part of a relation and what it is in it. */
export interface OsmMember {
  readonly type: "node" | "way" | "relation";
  readonly ref: number;
  readonly role: string;
}

/** What several nodes and ways mean together, such as a turn that is forbidden. */
export interface OsmRelation {
  readonly id: number;
  readonly members: readonly OsmMember[];
  readonly tags: Tags;
}

/** A handful of elements, in the order of the file. */
export interface OsmBlock {
  readonly nodes: readonly OsmNode[];
  readonly ways: readonly OsmWay[];
  readonly relations: readonly OsmRelation[];
}

/** Which elements a reader wants; the others are not even decoded. */
export interface Wanted {
  readonly nodes: boolean;
  readonly ways: boolean;
  readonly relations: boolean;
}
