import { toFault } from "./to-fault.ts";

/** A question whose failures are faults of our own. */
export function asked<Wishes extends readonly unknown[], Answer>(
  question: (...wishes: Wishes) => Promise<Answer>,
): (...wishes: Wishes) => Promise<Answer> {
  return async (...wishes) => {
    try {
      return await question(...wishes);
    } catch (error) {
      throw toFault(error);
    }
  };
}
