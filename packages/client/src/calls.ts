import type { AnswerOf, GivenOf, ParamsOf, QueryOf, Route, ROUTES } from "@msafara/contracts";

type Routes = typeof ROUTES;

/** What every call may be given. */
interface Wish {
  /** Gives up when it fires, and throws its reason. */
  readonly signal?: AbortSignal;
}

/** What a route has to be given, and may be. */
export type Asked<Of extends Route> = Wish &
  (Of extends { readonly params: object } ? { readonly params: ParamsOf<Of> } : unknown) &
  (Of extends { readonly body: object } ? { readonly body: GivenOf<Of> } : unknown) &
  (Of extends { readonly query: object } ? { readonly query?: Partial<QueryOf<Of>> } : unknown) &
  (Of extends { readonly manner: "command" }
    ? { readonly key?: string; readonly dryRun?: boolean }
    : unknown);

/** What a route answers when all went well. */
export type Told<Of extends Route> = AnswerOf<Of>[keyof AnswerOf<Of>];

/** One route as a function; what it needs nothing for may be called with nothing. */
export type Call<Of extends Route> =
  Wish extends Asked<Of>
    ? (asked?: Asked<Of>) => Promise<Told<Of>>
    : (asked: Asked<Of>) => Promise<Told<Of>>;

/** Every route of the contract, by the name of its operation. */
export type Calls = { readonly [Name in keyof Routes]: Call<Routes[Name]> };

/** Every list of the contract, page by page. */
export type Pages = {
  readonly [Name in keyof Routes as Routes[Name]["manner"] extends "list" ? Name : never]: (
    ...asked: Parameters<Calls[Name]>
  ) => AsyncIterable<Told<Routes[Name]>>;
};
