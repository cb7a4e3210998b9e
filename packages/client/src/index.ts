export { type Asked, type Call, type Calls, type Told } from "./calls.ts";
export { MsafaraProblem, type ProblemParts } from "./msafara-problem.ts";
export { type ClientOptions, openClient } from "./open-client.ts";
