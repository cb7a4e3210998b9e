/** Told what a node does, for metrics and logs. Never in the way of anything. */
export interface Observer {
  readonly turn?: (turn: {
    readonly role: string;
    readonly kind: string;
    readonly ms: number;
    readonly from: string;
    readonly to: string;
  }) => void;
  readonly batch?: (batch: {
    readonly lane: number;
    readonly turns: number;
    readonly ms: number;
  }) => void;
  readonly trouble?: (trouble: { readonly what: string; readonly error: unknown }) => void;
  readonly quarantined?: (message: {
    readonly address: string;
    readonly kind: string;
    readonly error: string;
  }) => void;
}
