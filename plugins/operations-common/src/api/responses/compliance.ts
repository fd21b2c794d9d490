/** One standard across the entities that the caller may see. @public */
export interface StandardPosture {
  id: string;
  title: string;
  entities: number;
  controls: {
    met: number;
    /** Met or not met. */
    applicable: number;
    /** Null where none applies, with the reason. */
    share: number | null;
    reason?: string;
    entitiesMeetingAll: number;
    entitiesAssessed: number;
    worst?: { entityRef: string; share: number };
  };
  /** Controls that are not met now and were before. */
  drift: { controls: number; entities: number };
  findings: {
    open: number;
    overdue: number;
    /** Entities of which it is not known. */
    notKnown: number;
  };
  /** The newest audit of each kind and entity. */
  audits: {
    passed: number;
    failed: number;
    lastPassedAt?: string;
    nextDueAt?: string;
  };
  /** Approved exceptions of these entities. */
  exceptions: number;
}

/** All standards. @public */
export interface CompliancePosture {
  asOf: string;
  items: StandardPosture[];
}

/** One entity's standing in one standard. @public */
export interface StandardEntity {
  entityRef: string;
  owner?: string;
  controls: {
    met: number;
    applicable: number;
    notMet: string[];
    notApplicable: number;
    oldestCheckAt?: string;
  };
  drift: string[];
  findings: { notKnown?: string; open: number; overdue: number };
  audits: {
    type: string;
    title: string;
    at: string;
    passed: boolean;
    nextDueAt?: string;
  }[];
  exceptions: number;
}
