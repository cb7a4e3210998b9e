import type { LIVE_EVENTS, TopicKind } from "@msafara/contracts";
import type { Instant, Position } from "@msafara/kernel";

type Events = typeof LIVE_EVENTS;
type Inbox = "me" | "market" | "ops";

/** What can be followed: a thing by its id, or an inbox of one's own. */
export type Topic = Inbox | `${Exclude<TopicKind, Inbox>}/${string}`;

/** Something that happened, with the number that its topic gave it. */
export interface LiveEvent<
  Name extends string = string,
  Content = Readonly<Record<string, unknown>>,
> {
  readonly topic: string;
  readonly seq: number;
  readonly name: Name;
  readonly at: Instant;
  readonly data: Content;
}

/** Where a truck is. It has no number, for the latest wins. */
export interface LivePosition {
  readonly topic: string;
  readonly at: Instant;
  readonly position: Position;
  /** Metres a second. */
  readonly speed?: number;
  /** Degrees clockwise from north. */
  readonly heading?: number;
}

type KindOf<Of extends Topic> = Of extends `${infer Kind}/${string}` ? Kind : Of;

type Named<Table> = {
  [Name in keyof Table & string]: Table[Name] extends {
    readonly parse: (value: never) => infer Told;
  }
    ? LiveEvent<Name, Told>
    : never;
}[keyof Table & string];

/** What a topic tells. Newer names come unannounced: leave a `default` in each switch. */
export type ToldOf<Of extends Topic> = Of extends `truck/${string}`
  ? LivePosition
  : KindOf<Of> extends keyof Events
    ? Named<Events[KindOf<Of>]>
    : LiveEvent;

/** Whatever any topic tells. */
export type Told = LiveEvent | LivePosition;
