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
}
