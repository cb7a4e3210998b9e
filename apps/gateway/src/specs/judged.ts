import { asyncApi, openApi } from "@msafara/contracts";
import { type FrameJudge, type Judge, openFrameJudge, openJudge } from "@msafara/contracts/exams";
import type { FastifyInstance, InjectOptions } from "fastify";

const NOWHERE = "/nowhere";

/** What gateways of specs say that they are. */
export const ABOUT = { version: "1.2.3" };
const judges: { answers?: Judge; frames?: FrameJudge } = {};

/**
 * Holds every answer that a spec of this room is given against the documents that the gateway serves:
 * whatever they do not show, a status, a header, a field or a code, fails the spec that asked.
 */
export function judged(app: FastifyInstance): FastifyInstance {
  const inject = app.inject.bind(app);
  const lost = new Set<string>();
  // A gateway of toys has no door where the documents show one.
  app.addHook("onRequest", async ({ id, is404 }) => void (is404 && lost.add(id)));
  const ask = async (asked: InjectOptions | string) => {
    const answer = await inject(asked);
    const { method = "GET", url = "/" } = typeof asked === "string" ? { url: asked } : asked;
    const path = typeof url === "string" ? url : (url.pathname ?? "/");
    const headers = new Headers(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    );
    const isLost = lost.delete(headers.get("x-request-id") ?? "");
    const asking = { method, path: isLost ? NOWHERE : path };
    judgeAnswer(asking, { status: answer.statusCode, headers, text: answer.body });
    return answer;
  };
  app.inject = ask as FastifyInstance["inject"];
  return app;
}

/** Throws a sentence for an answer that the documents do not show. */
export const judgeAnswer: Judge["judge"] = (asked, heard) => {
  judges.answers ??= openJudge(JSON.parse(JSON.stringify(openApi(ABOUT))));
  judges.answers.judge(asked, heard);
};

/** What a frame says; throws a sentence for one that the documents do not show. */
export const judgeFrame: FrameJudge["judge"] = (frame) => {
  judges.frames ??= openFrameJudge(JSON.parse(JSON.stringify(asyncApi(ABOUT))));
  return judges.frames.judge(frame);
};
