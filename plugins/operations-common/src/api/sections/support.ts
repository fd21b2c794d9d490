/** Support against the tiers' targets. @public */
export interface SupportSection {
  window: string;
  tiers: {
    tier: string;
    responseTarget: string;
    resolutionTarget: string;
    opened: number;
    respondedInTarget: number | null;
    resolvedInTarget: number | null;
    open?: number;
  }[];
  csat: { value: number | null; responses: number; reason?: string };
  knowledgeBase?: { articles: number; updated?: number; reviewedAt?: string };
  /** Tickets that became incidents; absent where nothing tells. */
  escalated?: {
    count: number;
    /** Why there may be more. */
    notKnown?: string;
    items: {
      ticket: string;
      tier?: string;
      url?: string;
      /** Its own id in its tool. */
      incident?: string;
      /** Of the incident, where it is recorded here. */
      incidentTitle?: string;
      severity?: string;
      incidentUrl?: string;
    }[];
  };
}
