/** What bounds the questions of those who ask together. */
export interface Gathering {
  /** Questions on their way at once. */
  readonly flightsMax: number;
  /** Wishes in one question. */
  readonly wishesMax: number;
}

const GATHERING: Gathering = { flightsMax: 2, wishesMax: 500 };

interface Waiting<Wish, Answer> {
  readonly wish: Wish;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts one question for all who came while the last ones were on their way, as a commit is made for many
 * turns. Nothing is remembered: every answer was asked for after its wish came, so it is as fresh as one
 * that was asked for alone. Answers come in the order of the wishes; a fault is everybody's.
 */
export function gathered<Wish, Answer>(
  question: (wishes: readonly Wish[]) => Promise<readonly Answer[]>,
  { flightsMax, wishesMax }: Gathering = GATHERING,
): (wish: Wish) => Promise<Answer> {
  const waiting: Waiting<Wish, Answer>[] = [];
  let flights = 0;

  async function fly(): Promise<void> {
    while (waiting.length > 0) await answerAll(question, waiting.splice(0, wishesMax));
    flights -= 1;
  }

  return async (wish) =>
    await new Promise((resolve, reject) => {
      waiting.push({ wish, resolve, reject });
      if (flights >= flightsMax) return;
      flights += 1;
      void fly();
    });
}

async function answerAll<Wish, Answer>(
  question: (wishes: readonly Wish[]) => Promise<readonly Answer[]>,
  group: readonly Waiting<Wish, Answer>[],
): Promise<void> {
  try {
    const answers = await question(group.map(({ wish }) => wish));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A question answers each of its wishes.
    for (const [i, { resolve }] of group.entries()) resolve(answers[i] as Answer);
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
