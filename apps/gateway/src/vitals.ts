/** What a node in this process holds. */
export interface NodeVitals {
  readonly name: string;
  readonly ready: boolean;
  readonly partitions: number;
  readonly residents: number;
  readonly callsWaiting: number;
  readonly timersArmed: number;
  readonly byRole: Readonly<Record<string, number>>;
}

/** Who owns the partitions of the cluster, as the database says. */
export interface Placement {
  readonly nodes: number;
  readonly owned: number;
  readonly partitions: number;
}

/** Who acts for us outside: the vendor himself, one of ours that behaves like him, or, of roads, whose they are (R15). */
export type VendorKind = "real" | "stand-in" | "own" | "google";

/** What the gateway may ask about the whole it is part of; whoever puts it together answers. */
export interface Vitals {
  readonly version: string;
  readonly database: { readonly kind: "embedded" | "external" };
  readonly bus: {
    readonly kind: "in-process" | "redis";
    /** Rejects while the bus is away. */
    readonly answers: () => Promise<unknown>;
  };
  /** Asks the database; rejects while it is away. */
  readonly placement: () => Promise<Placement>;
  /** Whom this process asks outside. */
  readonly vendors?: Readonly<Record<string, VendorKind>>;
  /** Whom others ask, who are elsewhere in the cluster. */
  readonly vendorsElsewhere?: () => Promise<NonNullable<Vitals["vendors"]>>;
  /** Missing in a gateway that runs apart from the agents. */
  readonly node?: () => NodeVitals;
}
