import type { Consequence, Fields } from "../consequence.ts";

/** The operators' inbox. What was raised is in its events; it only counts. */
export interface Ops {
  readonly raised: number;
}

/** Something that people have to look into, by the name under which it is told. */
export interface Matter {
  readonly name: string;
  readonly facts: Fields;
}

/** Everything that the operators' inbox understands. */
export type OpsMessage = { readonly type: "raise-matter" } & Matter;

/** What can happen to it. */
export type OpsEvent = { readonly type: "matter.raised" } & Matter;

/** Every type of message that it knows, for its role. */
export const OPS_MESSAGES = ["raise-matter"] as const satisfies readonly OpsMessage["type"][];

/** An inbox into which nothing has come. */
export const NO_MATTERS: Ops = { raised: 0 };

/** Whatever comes is for people to judge. */
export function decideOps(_ops: Ops, { name, facts }: OpsMessage): readonly OpsEvent[] {
  return [{ type: "matter.raised", name, facts }];
}

/** The inbox after an event. */
export function evolveOps({ raised }: Ops, _event: OpsEvent): Ops {
  return { raised: raised + 1 };
}

/** Live to operators, with a number of its own. */
export function followOps({ name, facts }: OpsEvent): readonly Consequence[] {
  return [{ live: name, audience: "ops", body: facts }];
}
