import type {
  AskRow,
  BidRow,
  DriverRow,
  PaymentRow,
  ShipmentRow,
  ShipperRow,
  TripRow,
} from "@msafara/domain";

/** What the writer of views puts beside every row, and what the database makes of a row by itself. */
type Kept<Row> = Row & { readonly key: string };

/** The views of the market, as the migration makes them. Only the engine writes them. */
export interface MarketTables {
  "view.shipments": Kept<ShipmentRow> & { readonly words: string; readonly cell: number };
  "view.bids": Kept<BidRow>;
  "view.asks": Kept<AskRow>;
  "view.drivers": Kept<DriverRow> & { readonly cell: number | null };
  "view.trips": Kept<TripRow>;
  "view.payments": Kept<PaymentRow>;
  "view.shippers": Kept<ShipperRow>;
}
