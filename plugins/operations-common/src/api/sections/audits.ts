/** Audits, controls, exceptions. @public */
export interface AuditSection {
  types: {
    type: string;
    title: string;
    every: string | null;
    lastPassedAt?: string;
    nextDueAt?: string;
    verdict: 'pass' | 'fail' | 'unknown';
    reason: string;
  }[];
  findings: {
    /** Why there may be more than these: an audit had findings and lists none, or none was completed. */
    notKnown?: string;
    open: number;
    overdue: number;
    closed: number;
    items: {
      id: string;
      title: string;
      severity?: string;
      dueAt?: string;
      closedAt?: string;
      overdue: boolean;
      audit: string;
    }[];
  };
  controls: {
    framework: string;
    met: number;
    notMet: number;
    notApplicable: number;
    drift: string[];
  }[];
}
