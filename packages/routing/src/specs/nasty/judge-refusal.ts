import type { NoWay } from "../../route/explain-no-way.ts";
import type { Phantom } from "../../snap/phantom.ts";
import { type JudgedRoads, SHUT } from "./judge-roads.ts";
import { isJoined } from "./judge-ways.ts";
import { wrongOf } from "./wrong-of.ts";

const NOBODY = () => false;
const EVERYBODY = () => true;

interface Pair {
  readonly from: Phantom;
  readonly to: Phantom;
}

/** What is wrong with a reason for there being no way: it must be true, and without it there must be a way. */
export function wrongRefusal(judged: JudgedRoads, pair: Pair, told: NoWay): readonly string[] {
  // What cannot be counted is as good as apart.
  const isFar = judged.cost.some((paid, arc) => {
    return paid > SHUT / 16 && judged.reasons[arc]!.length === 0;
  });
  if (isFar && told.why === "apart") return [];
  if (isJoined(judged, pair, { spared: NOBODY })) return ["there is a way"];
  if (told.why === "obstacles") return wrongObstacles(judged, pair, told);
  const isJoinedOpen = isJoined(judged, pair, { spared: EVERYBODY });
  const isJoinedWild = isJoined(judged, pair, { spared: EVERYBODY, withRules: false });
  return wrongOf(
    [isJoinedOpen, `not ${told.why}: obstacles are the reason`],
    [isJoinedWild !== (told.why === "turns"), `not ${told.why}`],
  );
}

function wrongObstacles(
  judged: JudgedRoads,
  pair: Pair,
  { obstacles }: Pick<NoWay, "obstacles">,
): readonly string[] {
  const { graph, reasons } = judged;
  const rows = obstacles.map(({ osmId }) => graph.ways.osmId.indexOf(osmId));
  const without = (gone: readonly number[]) =>
    isJoined(judged, pair, { spared: (way) => gone.includes(way) });
  const needless = rows.filter((row) => without(rows.filter((other) => other !== row)));
  const untrue = obstacles.filter((obstacle, i) => {
    const all = reasons.filter((_, arc) => graph.way[arc] === rows[i]).flat();
    const { osmId: _osmId, name: _name, ref: _ref, ...said } = obstacle;
    return !all.some((reason) => JSON.stringify(reason) === JSON.stringify(said));
  });
  // Who gets rid of what was told, and of nothing else, must get there.
  const told = obstacles.map(
    ({ osmId, name: _name, ref: _ref, ...said }) => `${osmId}${JSON.stringify(said)}`,
  );
  const others = reasons.map((all, arc) => {
    const osmId = graph.ways.osmId[graph.way[arc]!]!;
    return all.filter((reason) => !told.includes(`${osmId}${JSON.stringify(reason)}`));
  });
  const isHelped = isJoined({ ...judged, reasons: others }, pair, { spared: NOBODY });
  return wrongOf(
    [!isHelped, `without ${told.join()} there is no way either`],
    [untrue.length > 0, `untrue: ${JSON.stringify(untrue)}`],
    [!without(rows), `removing ${rows.join()} does not help`],
    [needless.length > 0, `of ${rows.join()}, ${needless.join()} may stay`],
  );
}
