import type { RoadsDesk } from "@msafara/domain";
import type { World } from "@msafara/kernel";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const MS_PER_S = 1_000;
const BUCKETS_S = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 3, 10];

/**
 * The same desk, and what is asked of it is counted by question and by what came of it: the name
 * of a refusal, "failed", or whose roads answered.
 */
export function countRoads(
  desk: RoadsDesk,
  { registry, world }: { readonly registry: Registry; readonly world: Pick<World, "ticks"> },
): RoadsDesk {
  const count = counters(registry);

  function counted<Asked, Answer extends object>(
    question: keyof RoadsDesk,
    ask: (asked: Asked) => Promise<Answer>,
  ): (asked: Asked) => Promise<Answer> {
    return async (asked) => {
      const from = world.ticks();
      let outcome = "failed";
      count.underWay.inc({ question });
      try {
        const answer = await ask(asked);
        outcome = outcomeOf(answer);
        return answer;
      } finally {
        count.underWay.dec({ question });
        count.asked.inc({ question, outcome });
        count.took.observe({ question }, (world.ticks() - from) / MS_PER_S);
      }
    };
  }

  return {
    route: counted("route", desk.route),
    matrix: counted("matrix", desk.matrix),
    tours: counted("tours", desk.tours),
    geocode: counted("geocode", desk.geocode),
    reverse: counted("reverse", desk.reverse),
  };
}

function outcomeOf(answer: object): string {
  if ("refused" in answer) return String(answer.refused);
  return "source" in answer ? String(answer.source) : "own";
}

function counters(registry: Registry) {
  const registers = [registry];
  return {
    asked: new Counter({
      name: "roads_questions_total",
      help: "Questions to the roads, by what came of them",
      labelNames: ["question", "outcome"],
      registers,
    }),
    took: new Histogram({
      name: "roads_question_duration_seconds",
      help: "Answering one question, waiting for a thread included",
      labelNames: ["question"],
      buckets: BUCKETS_S,
      registers,
    }),
    underWay: new Gauge({
      name: "roads_questions_waiting",
      help: "Questions that wait for their answer on this host",
      labelNames: ["question"],
      registers,
    }),
  };
}
