/** Maintenance activities against their schedule. @public */
export interface MaintenanceSection {
  activities: {
    activity: string;
    title: string;
    every: string | null;
    lastGoodAt?: string;
    nextDueAt?: string;
    verdict: 'pass' | 'fail' | 'unknown';
    reason: string;
  }[];
  windows: {
    starts: string;
    ends: string;
    title?: string;
    activity?: string;
    announced: boolean;
    approved: boolean;
    reason?: string;
  }[];
  changes: {
    at: string;
    activity: string;
    outcome: string;
    changeRef?: string;
    rollbackPlan: boolean;
    stagingTested: boolean;
    inWindow: boolean | null;
  }[];
  upgrades: {
    title: string;
    status: string;
    dueAt?: string;
    overdue: boolean;
  }[];
  shares: {
    inWindow: number | null;
    rollbackPlan: number | null;
    stagingTested: number | null;
    n: number;
  };
  conflicts: string[];
}
