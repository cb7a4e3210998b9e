import { type FollowOrder, openFollowers } from "./followers.ts";
import { httpLoad, type LoadOrder } from "./http-load.ts";

/** What the parent wants of whoever stands in for the clients. */
export type ChildOrder =
  | { readonly load: LoadOrder }
  | { readonly follow: FollowOrder }
  | { readonly tell: string }
  | { readonly leave: true };

let followers: Awaited<ReturnType<typeof openFollowers>> | undefined;

process.on("message", (order: ChildOrder) => {
  obey(order).then(
    (word) => process.send?.({ word: word ?? null }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// A parent that is gone wants nothing any more.
process.on("disconnect", () => process.exit(0));

async function obey(order: ChildOrder): Promise<unknown> {
  if ("load" in order) return await httpLoad(order.load);
  if ("follow" in order) {
    followers = await openFollowers(order.follow);
    return undefined;
  }
  if ("tell" in order) return await followers?.tell(order.tell);
  await followers?.leave();
  return undefined;
}
