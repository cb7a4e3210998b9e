import type { World } from "@msafara/kernel";

/** Whoever did not answer comes last for so long. */
const LAME_MS = 3_000;

/** What we know of members because we asked them. */
export interface MemberChoice {
  /** Whom to ask: not who failed just now, then who has the fewest of our questions, then by luck. */
  readonly choose: (among: readonly string[]) => string | undefined;
  readonly began: (member: string) => void;
  readonly ended: (member: string, hasFailed: boolean) => void;
}

interface Known {
  readonly calls: number;
  readonly lameUntil: number;
}

const UNKNOWN: Known = { calls: 0, lameUntil: -Infinity };

/** Opens a memory of members that knows nobody yet. */
export function openMemberChoice(world: World): MemberChoice {
  const known = new Map<string, Known>();
  const of = (member: string) => known.get(member) ?? UNKNOWN;

  /** Whom nothing is known of any more is forgotten, for names are never used twice. */
  function keep(member: string, now: Known): void {
    if (now.calls > 0 || now.lameUntil > world.ticks()) known.set(member, now);
    else known.delete(member);
  }

  return {
    choose: (among) => {
      for (const [member, now] of known) keep(member, now);
      const [first] = among
        .map((member) => {
          const { calls, lameUntil } = of(member);
          const lame = lameUntil > world.ticks() ? 1 : 0;
          return { member, lame, calls, luck: world.dice("group member") };
        })
        .toSorted((a, b) => a.lame - b.lame || a.calls - b.calls || a.luck - b.luck);
      return first?.member;
    },
    began: (member) => keep(member, { ...of(member), calls: of(member).calls + 1 }),
    ended: (member, hasFailed) => {
      const { calls, lameUntil } = of(member);
      const until = hasFailed ? world.ticks() + LAME_MS : lameUntil;
      keep(member, { calls: calls - 1, lameUntil: until });
    },
  };
}
