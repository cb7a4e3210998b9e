import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { priceSchema, sameCurrency } from "../money.ts";
import { pageOf, pageQuery } from "../page.ts";
import { line } from "../text.ts";
import { driverPolicySchema } from "./driver.ts";

/** What an agent stands for. */
export const agentTypeSchema = z
  .enum(["shipper", "driver", "facility", "platform", "payment", "resolver"])
  .describe("What an agent stands for.");

/** The id of an agent: of a party, or of the shipment it looks after. */
export const agentIdSchema = z
  .union([idOf("shr"), idOf("drv"), idOf("fac"), idOf("shp")])
  .describe("The id of a party, or of the shipment that an agent looks after.");

/** What a shipper's agent is about, by the shipment that wants its eye first. */
export const shipperStateSchema = z
  .enum([
    "Registered",
    "RequestPending",
    "BidsReceived",
    "Booked",
    "InTransit",
    "Delivered",
    "Disputed",
  ])
  .describe("What a shipper's agent is about, by the shipment that wants its eye first.");

/** What a shipper's agent may do without asking, within limits. */
export const shipperPolicySchema = z
  .strictObject({
    autoAward: z.boolean(),
    ceiling: priceSchema.optional().describe("No single award may cost more."),
    openMax: priceSchema.optional().describe("Nor all that is booked and not completed, together."),
  })
  .refine(({ ceiling, openMax }) => sameCurrency(ceiling, openMax), {
    path: ["openMax"],
    params: { rule: "one-currency" },
  });

const policySchema = z.union([driverPolicySchema, shipperPolicySchema]);

/** What an agent may do from now on. */
export const agentChangeSchema = z.strictObject({ policy: policySchema });

/** An agent, and what it is about. */
export const agentSchema = z.object({
  type: agentTypeSchema,
  id: agentIdSchema,
  state: line(40),
  profile: z.record(z.string().max(64), z.unknown()).describe("What it declared, by its type."),
  policy: policySchema.optional(),
  updatedAt: instantSchema.optional(),
});

/** One page of agents. */
export const agentsSchema = pageOf(agentSchema);

/** Which agents an operator looks for. */
export const agentsQuery = {
  type: agentTypeSchema.optional(),
  state: line(40).optional(),
  ...pageQuery,
};
