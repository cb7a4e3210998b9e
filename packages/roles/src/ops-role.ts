import {
  decideOps,
  evolveOps,
  followOps,
  NO_MATTERS,
  type Ops,
  type OpsEvent,
  OPS_MESSAGES,
  type OpsMessage,
} from "@msafara/domain";
import { refuse } from "@msafara/kernel";
import type { Role } from "@msafara/runtime";
import { everyMessage } from "./every-message.ts";

const RAISERS = ["platform/", "driver/", "payment/"];

/** The operators' inbox, `ops/all`: what agents cannot mend by themselves. Nobody else puts anything into it. */
export const opsRole: Role<Ops, OpsMessage, OpsEvent> = {
  name: "ops",
  messages: everyMessage<OpsMessage>()(OPS_MESSAGES),
  schema: 1,
  initial: () => NO_MATTERS,
  decide: (ops, message, { sender }) =>
    RAISERS.some((raiser) => sender.startsWith(raiser))
      ? decideOps(ops, message)
      : refuse("not-yours", { sender }),
  evolve: evolveOps,
  follow: (event) => followOps(event),
  phase: () => "Open",
};
