import { ROUTES } from "@msafara/contracts";
import type { ShipmentCommand } from "@msafara/domain";
import { type Id, isRefusal, refuse } from "@msafara/kernel";
import type { Call, Handlers } from "../door/handler.ts";
import { capChange } from "./cap-change.ts";
import type { MarketDesk } from "./market-desk.ts";
import { provePhone } from "./prove-phone.ts";
import { sendCommand } from "./send-command.ts";
import { shipperFor } from "./shipper-for.ts";
import { showLeft } from "./show-shipment.ts";
import { writeRequest } from "./write-request.ts";

const { requestShipment, changeShipment, cancelShipment, awardBid, confirmDelivery } = ROUTES;

type Commands = Pick<
  typeof ROUTES,
  "requestShipment" | "changeShipment" | "cancelShipment" | "awardBid" | "confirmDelivery"
>;

/** What shippers command. */
export function answerShipments(desk: MarketDesk): Handlers<Commands> {
  return {
    requestShipment: async (call) => await askForShipment(desk, call),

    changeShipment: async (call) => {
      const { actor: by } = call.visitor;
      const { id } = call.params;
      const seen = await desk.market.readShipment(by, id);
      if (seen === undefined) return refuse("shipment-not-found");
      const change = await capChange(desk, { viewer: by, seen, wanted: call.body });
      if (isRefusal(change)) return change;
      const command: ShipmentCommand = { type: "change-shipment", by, change };
      return await sendCommand(desk, call, { ...toShipment(id, changeShipment), command });
    },

    cancelShipment: async (call) => {
      const { actor: by } = call.visitor;
      const command: ShipmentCommand = { type: "cancel-shipment", by, ...call.body };
      return await sendCommand(desk, call, {
        ...toShipment(call.params.id, cancelShipment),
        command,
      });
    },

    awardBid: async (call) => {
      const unproven = await provePhone(desk, call);
      if (unproven !== undefined) return unproven;
      const { actor: by } = call.visitor;
      const command: ShipmentCommand = { type: "award-bid", by, ...call.body };
      const show = () => ({ status: "awarding" }) as const;
      const to = `platform/${call.params.id}` as const;
      return await sendCommand(desk, call, { route: awardBid, to, command, status: 202, show });
    },

    confirmDelivery: async (call) => {
      const { actor: by } = call.visitor;
      const command: ShipmentCommand = { type: "confirm-delivery", by };
      return await sendCommand(desk, call, {
        ...toShipment(call.params.id, confirmDelivery),
        command,
      });
    },
  };
}

/** Asks the market to move something, for oneself or for the shipper who is named. */
async function askForShipment(desk: MarketDesk, call: Call<Commands["requestShipment"]>) {
  const { shipperId: named, ...wanted } = call.body;
  const { actor: by } = call.visitor;
  const unproven = await provePhone(desk, call);
  if (unproven !== undefined) return unproven;
  const shipper = await shipperFor(desk, by, named);
  if (isRefusal(shipper)) return shipper;
  const { mint } = desk.world;
  const shipmentId = mint("shp");
  const request = writeRequest({ shipmentId, shipper, wanted, mint });
  // Whoever is suspended has been refused already.
  const command: ShipmentCommand = { type: "request-shipment", by, request, account: "active" };
  const order = { ...toShipment(shipmentId, requestShipment), status: 201 } as const;
  return await sendCommand(desk, call, { ...order, command, mints: true });
}

/** A command to a shipment, which answers with it. */
function toShipment<Of extends { readonly id: string }>(id: Id<"shp">, route: Of) {
  return { route, to: `platform/${id}`, status: 200, show: showLeft } as const;
}
