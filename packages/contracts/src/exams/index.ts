export { type FrameJudge, openFrameJudge } from "./open-frame-judge.ts";
export { type AskedAt, type Heard, type Judge, openJudge } from "./open-judge.ts";
