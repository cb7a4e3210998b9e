import type { Repository } from "./repository.ts";

/** From a state to the states it may become. */
export type Machine = Readonly<Record<string, readonly string[]>>;

/**
 * The machines of the trade: the paper that draws one, and where the code keeps its arrows, by file and
 * name. They are read as text, since no tool leans on a room.
 */
export const MACHINES: Readonly<Record<string, string>> = {
  "docs/design/driver.md": "packages/domain/src/driver/driver-arrows.ts#DRIVER_ARROWS",
  "docs/design/market.md": "packages/domain/src/shipment/shipment-arrows.ts#SHIPMENT_ARROWS",
  "docs/design/payment.md": "packages/domain/src/payment/payment-phase.ts#PAYMENT_ARROWS",
};

/** The machines as the code has them now. A drawing knows no hyphens, so that `at-pickup` is `at_pickup`. */
export function machinesIn(
  repository: Repository,
  places: Readonly<Record<string, string>>,
): Readonly<Record<string, Machine>> {
  const machines = Object.entries(places).map(([paper, place]) => {
    const [path = "", name = ""] = place.split("#");
    const [, code = ""] = repository.text(path).split(new RegExp(`export const ${name}\\b`));
    const states = code.slice(0, code.indexOf("};")).matchAll(/"?([\w-]+)"?: \[([^\]]*)\]/g);
    const arrows = [...states].map(([, from = "", all = ""]) => {
      return [drawable(from), [...all.matchAll(/"([\w-]+)"/g)].map(([, to = ""]) => drawable(to))];
    });
    return [paper, Object.fromEntries(arrows)];
  });
  return Object.fromEntries(machines);
}

function drawable(state: string): string {
  return state.replaceAll("-", "_");
}

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
