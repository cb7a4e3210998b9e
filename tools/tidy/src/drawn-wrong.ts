import type { Repository } from "./repository.ts";

/** From a state to the states it may become. */
export type Machine = Readonly<Record<string, readonly string[]>>;

/**
 * The machines of the trade, by the paper that draws them. There is none yet; a noun that gets
 * states gets a drawing in `docs/design` and a line here, read from its own `evolve`.
 */
export const MACHINES: Readonly<Record<string, Machine>> = {};

/** Drawings that differ from the code, drawings of nothing, and machines without a drawing. */
export function drawnWrong(
  repository: Repository,
  machines: Readonly<Record<string, Machine>>,
): readonly string[] {
  const papers = repository.paths.filter(
    (path) => path.startsWith("docs/design/") && /^stateDiagram/m.test(repository.text(path)),
  );
  const undrawn = Object.keys(machines).filter((path) => !papers.includes(path));
  return [
    ...undrawn.map((path) => `${path} draws no state machine`),
    ...papers.flatMap((path) =>
      differences(repository.text(path), { path, machine: machines[path] }),
    ),
  ];
}

interface Drawing {
  readonly path: string;
  readonly machine: Machine | undefined;
}

function differences(text: string, { path, machine }: Drawing): readonly string[] {
  if (machine === undefined) return [`${path} draws a machine that no code has`];
  const drawn = [...text.matchAll(/^\s*(\w+) --> (\w+)/gm)].map(
    ([, from, to]) => `${from} → ${to}`,
  );
  const coded = Object.entries(machine).flatMap(([from, all]) =>
    all.map((to) => `${from} → ${to}`),
  );
  return [
    ...drawn
      .filter((arrow) => !coded.includes(arrow))
      .map((arrow) => `${path} draws ${arrow}, which never happens`),
    ...coded
      .filter((arrow) => !drawn.includes(arrow))
      .map((arrow) => `${path} does not draw ${arrow}`),
  ];
}
