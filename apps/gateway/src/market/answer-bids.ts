import { ROUTES } from "@msafara/contracts";
import type { DriverCommand, ShipmentCommand } from "@msafara/domain";
import { type Id, isRefusal, refuse } from "@msafara/kernel";
import type { Call, Handlers } from "../door/handler.ts";
import { defined } from "./defined.ts";
import { bidderOf, driverFor, ownDriver } from "./driver-for.ts";
import type { MarketDesk } from "./market-desk.ts";
import { provePhone } from "./prove-phone.ts";
import { type Asked, sendCommand } from "./send-command.ts";
import { showBid, showBidLeft } from "./show-bid.ts";

type Routes = Pick<
  typeof ROUTES,
  "searchLoads" | "submitBid" | "readBid" | "withdrawBid" | "acceptAward" | "declineAward"
>;

const absent = "bid-not-found";

/** The open market, and what drivers offer on it. */
export function answerBids(desk: MarketDesk): Handlers<Routes> {
  const { market } = desk;
  return {
    searchLoads: async ({ visitor: { actor }, query }) => {
      const near = query.near ?? (await whereabouts(desk, actor));
      if (near === undefined) return refuse("position-missing");
      const page = await market.searchLoads(actor, { ...defined(query), near });
      if (isRefusal(page)) return page;
      const { items, nextCursor } = page;
      const loads = items.map(({ stops, ...load }) => ({ ...load, stops: [...stops] }));
      return { status: 200, body: { items: loads, nextCursor } };
    },

    submitBid: async (call) => await submit(desk, call),

    readBid: async ({ visitor: { actor }, params }) => {
      const row = await market.readBid(actor, params.id);
      return row === undefined ? refuse("bid-not-found") : { status: 200, body: showBid(row) };
    },

    withdrawBid: async (call) => {
      const { actor: by } = call.visitor;
      const bidId = call.params.id;
      const row = await market.readBid(by, bidId);
      if (row === undefined) return refuse("bid-not-found");
      const command: ShipmentCommand = { type: "withdraw-bid", by, bidId };
      const order = {
        route: ROUTES.withdrawBid,
        to: `platform/${row.shipmentId}`,
        absent,
      } as const;
      return await sendCommand(desk, call, { ...order, command, status: 200, show: showBidLeft });
    },

    acceptAward: async (call) => {
      const unproven = await provePhone(desk, call);
      return (
        unproven ?? (await answerAward(desk, call, { route: ROUTES.acceptAward, accept: true }))
      );
    },

    declineAward: async (call) =>
      await answerAward(desk, call, { route: ROUTES.declineAward, accept: false }),
  };
}

/** Makes an offer for oneself, or for the driver who is named; he shows what his agent has of him. */
async function submit(desk: MarketDesk, call: Call<Routes["submitBid"]>) {
  const { shipmentId, driverId: named, amount, estimatedMinutes, note } = call.body;
  const { actor: by } = call.visitor;
  const unproven = await provePhone(desk, call);
  if (unproven !== undefined) return unproven;
  const driver = await driverFor(desk, by, named);
  if (isRefusal(driver)) return driver;
  const offer = defined({ amount, estimatedMinutes, note });
  const { driverId } = driver;
  const profile = bidderOf(driver);
  const bid = { type: "submit-bid", by, standing: driver.standing } as const;
  const command: ShipmentCommand = { ...bid, driverId, profile, ...offer };
  const order = { route: ROUTES.submitBid, to: `platform/${shipmentId}` } as const;
  return await sendCommand(desk, call, { ...order, command, status: 201, show: showBidLeft });
}

interface Answered {
  readonly route: { readonly id: string };
  readonly accept: boolean;
}

/** What a driver's agent answers with: what he made of the award. */
interface Said {
  readonly status: "committed" | "declined" | "withdrawn" | "given-up";
  readonly tripId?: Id<"trp">;
}

/** The driver's own agent keeps the award that waits; the platform hears of it from him. */
async function answerAward(
  desk: MarketDesk,
  call: Asked & { readonly params: { readonly id: `bid_${string}` } },
  { route, accept }: Answered,
) {
  const { actor: by } = call.visitor;
  const row = await desk.market.readBid(by, call.params.id);
  if (row === undefined) return refuse("bid-not-found");
  const { shipmentId, driverId } = row;
  const command: DriverCommand = { type: "answer-award", by, shipmentId, bidId: row.bidId, accept };
  // Of the row only what never changes: the same key shows the same bid, whatever became of it since.
  const { status: _was, answerBy: _waited, tripId: _had, ...lasting } = row;
  const show = ({ status, tripId }: Said) => {
    const became = status === "committed" ? "selected" : "fell-away";
    return showBid({ ...lasting, status: became, ...defined({ tripId }) });
  };
  const order = { route, to: `driver/${driverId}`, status: 200, absent } as const;
  return await sendCommand(desk, call, { ...order, command, show });
}

async function whereabouts({ market }: MarketDesk, actor: Asked["visitor"]["actor"]) {
  const driverId = ownDriver(actor);
  const row = driverId === undefined ? undefined : await market.readDriver(driverId);
  const { lat = null, lng = null } = row ?? {};
  return lat === null || lng === null ? undefined : { lat, lng };
}
