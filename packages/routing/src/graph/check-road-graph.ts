import { NEVER } from "./never.ts";
import { ROAD_CLASSES, type RoadGraph, type TurnRule } from "./road-graph.ts";

/** Says in sentences what is wrong with a map; nothing, if every array and every rule fits the others. */
export function checkRoadGraph(graph: RoadGraph): readonly string[] {
  const wrong = checkSizes(graph);
  return wrong.length > 0
    ? wrong
    : [...checkArcs(graph), ...checkWays(graph), ...checkRules(graph)];
}

function checkSizes(graph: RoadGraph): readonly string[] {
  const { nodeCount, arcCount, ways } = graph;
  const wayCount = ways.osmId.length;
  const sizes: readonly (readonly [name: string, found: number, expected: number])[] = [
    ["lat", graph.lat.length, nodeCount],
    ["lng", graph.lng.length, nodeCount],
    ["firstArc", graph.firstArc.length, nodeCount + 1],
    ["head", graph.head.length, arcCount],
    ["lengthCm", graph.lengthCm.length, arcCount],
    ["speed", graph.speed.length, arcCount],
    ["way", graph.way.length, arcCount],
    ["twin", graph.twin.length, arcCount],
    ["firstPoint", graph.firstPoint.length, arcCount + 1],
    ["pointLng", graph.pointLng.length, graph.pointLat.length],
    ...Object.entries(ways).map(([name, column]) => [name, column.length, wayCount] as const),
  ];
  return sizes
    .filter(([, found, expected]) => found !== expected)
    .map(([name, found, expected]) => `"${name}" has ${found} entries, expected ${expected}`);
}

function checkArcs(graph: RoadGraph): readonly string[] {
  const { nodeCount, arcCount, firstArc, firstPoint, head, lengthCm, way, twin, ways } = graph;
  const wrong: string[] = [];
  if (!rises(firstArc, arcCount)) wrong.push(`"firstArc" does not rise from 0 to ${arcCount}`);
  if (!rises(firstPoint, graph.pointLat.length))
    wrong.push(`"firstPoint" does not rise to its points`);
  for (let arc = 0; arc < arcCount && wrong.length < 10; arc++) {
    if (head[arc]! >= nodeCount) wrong.push(`Arc ${arc} leads to ${head[arc]!}, which is no node`);
    if (way[arc]! >= ways.osmId.length)
      wrong.push(`Arc ${arc} lies on ${way[arc]!}, which is no way`);
    if (lengthCm[arc]! >= NEVER) wrong.push(`Arc ${arc} is ${lengthCm[arc]!} cm long`);
    if (twin[twin[arc]!] !== arc) wrong.push(`Arc ${arc} is not the twin of its twin`);
  }
  return wrong;
}

function checkWays({ ways, names }: RoadGraph): readonly string[] {
  const isNamed = (column: Uint32Array) => column.every((name) => name < names.length);
  const isClassed = ways.roadClass.every((place) => place < ROAD_CLASSES.length);
  return isNamed(ways.name) && isNamed(ways.ref) && isClassed
    ? []
    : ["A way has a name or a class that is none"];
}

function rises(starts: Uint32Array, end: number): boolean {
  return (
    starts[0] === 0 &&
    starts.at(-1) === end &&
    starts.every((at, i) => i === 0 || at >= starts[i - 1]!)
  );
}

function checkRules({ turnRules, arcCount, firstArc, head }: RoadGraph): readonly string[] {
  const leaves = (arc: number, node: number) => arc >= firstArc[node]! && arc < firstArc[node + 1]!;
  const chained = ({ fromArc, viaArcs, toArc }: TurnRule) =>
    [...viaArcs, toArc].every((arc, i, arcs) => {
      const before = i === 0 ? fromArc : arcs[i - 1]!;
      return before < arcCount && arc < arcCount && leaves(arc, head[before]!);
    });
  return turnRules
    .filter((rule) => !chained(rule))
    .map(({ osmId }) => `The arcs of turn rule ${osmId} do not follow one another`);
}
