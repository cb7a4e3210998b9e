import type { Actor } from "@msafara/domain";
import { isRefusal } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { openPage } from "./cursor.ts";
import type { Listed, PaymentWish, SeenPayment } from "./market.ts";
import { seenPayments } from "./seen-payments.ts";

/** The payments that this viewer may see, those of the newest shipments first. */
export async function listPayments(
  db: Kysely<Schema>,
  viewer: Actor,
  wish: PaymentWish,
): Listed<SeenPayment> {
  const page = openPage<readonly [string]>(wish, {
    name: "payments",
    viewer: viewer.userId,
    first: [""],
  });
  if (isRefusal(page)) return page;
  const { phase, shipmentId } = wish;
  let payments = seenPayments(db, viewer)
    .orderBy("p.key", "desc")
    .limit(page.limit + 1);
  if (phase !== undefined) payments = payments.where("p.phase", "=", phase);
  if (shipmentId !== undefined) payments = payments.where("p.key", "=", shipmentId);
  if (page.after !== undefined) payments = payments.where("p.key", "<", page.after[0]);
  const item = ({ key: _, ...payment }: SeenPayment & { readonly key: string }) => payment;
  return page.pageOf(await payments.execute(), { item, place: ({ key }) => [key] });
}
