/** What opening a link showed. @internal */
export interface LinkAnswer {
  /** Null when it can't be told: refused by our own rules, a login in front, or a server in trouble. */
  reachable: boolean | null;
  /** Why not, in words. */
  reason?: string;
}

/** Tells whether links can be opened. @internal */
export interface LinkChecker {
  /** Never throws for what a link does. */
  check(url: string, signal: AbortSignal): Promise<LinkAnswer>;
}
