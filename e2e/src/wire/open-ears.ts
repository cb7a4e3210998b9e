import { openFrameJudge, openJudge } from "@msafara/contracts/exams";

/** A platform's own ways to ask and to listen, through which nothing comes unjudged. */
export interface Ears {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
}

/**
 * Opens ears at a door: every answer and every frame is held against the documents that this door serves.
 * A wrong one is told as a sentence and let through, since a client would only ask for it once more.
 */
export async function openEars(door: string, complain: (sentence: string) => void): Promise<Ears> {
  const [api, live] = await Promise.all(
    ["openapi", "asyncapi"].map(async (name) => (await fetch(`${door}/${name}.json`)).json()),
  );
  const { judge } = openJudge(api);
  const frames = openFrameJudge(live);
  const judged = (judgeIt: () => unknown) => {
    try {
      judgeIt();
    } catch (error) {
      complain(String(error));
    }
  };
  return {
    fetch: async (input, init) => {
      const { method, url } = new Request(input, init);
      const answer = await fetch(input, init);
      const { status, headers } = answer;
      const text = await answer.clone().text();
      judged(() => judge({ method, path: new URL(url).pathname }, { status, headers, text }));
      return answer;
    },
    WebSocket: class extends WebSocket {
      constructor(...asked: ConstructorParameters<typeof WebSocket>) {
        super(...asked);
        this.addEventListener("message", ({ data }: { readonly data: unknown }) =>
          judged(() => {
            if (typeof data === "string") frames.judge(data);
            // The other kind, a blob, is asked for by nobody here.
            else if (data instanceof ArrayBuffer) frames.judge(new Uint8Array(data));
            else complain(`A frame came as ${String(data)}, which nobody can judge`);
          }),
        );
      }
    },
  };
}
