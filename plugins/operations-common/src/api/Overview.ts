import { FactValue } from '../facts/Fact';
import { Gate, Verdict } from '../scorecards/Result';
import {
  AuditSection,
  DatasetStatus,
  DocumentSection,
  DrillStatus,
  GoldenSignals,
  ImprovementSection,
  IncidentSection,
  MaintenanceSection,
  Metric,
  PatchStatus,
  SloStatus,
  SupportSection,
} from './sections';

/** One scorecard in the header. @public */
export interface ScorecardSummary {
  scorecard: string;
  title: string;
  phase?: number;
  applicable: boolean;
  reason?: string;
  counts: Record<Verdict, number>;
  gate: Gate;
  /** Instant of the oldest proof that a passing criterion rests on. */
  oldestProofAt?: string;
  validUntil?: string;
}

/** What a section lacks, and how to fill it. @public */
export interface MissingPanel {
  /** Key of the section in the overview. */
  section: string;
  title: string;
  /** What is not known. */
  reason: string;
  /** The exact annotation, file or command that would fill it. */
  remedies: {
    kind: 'annotation' | 'file' | 'command' | 'api';
    text: string;
    example: string;
  }[];
}

/** One entity below a System, Domain, Group or User. @public */
export interface RollUpMember {
  entityRef: string;
  kind: string;
  title: string;
  scorecards: {
    scorecard: string;
    gate: Gate['state'];
    counts: Record<Verdict, number>;
  }[];
  /** Its tiles by id. */
  metrics: Record<string, { value: FactValue | null; meets: boolean | null }>;
}

/** Roll-up: how many meet the target of how many, the worst, and the list; never an average of ratios. @public */
export interface RollUp {
  relation: 'parts' | 'owned';
  members: RollUpMember[];
  /** Members that the caller may not see; counted, never named. */
  hidden: number;
  metrics: {
    id: string;
    title: string;
    meets: number;
    misses: number;
    unknown: number;
    worst?: { entityRef: string; value: FactValue | null };
    /** Mean times over the incidents of all members together; seconds. */
    pooled?: { value: number | null; n?: number; reason?: string };
  }[];
  validUntil?: string;
}

/** The whole tab in one answer. @public */
export interface Overview {
  entityRef: string;
  asOf: string;
  validUntil: string;
  metrics: Metric[];
  slos: SloStatus[];
  goldenSignals: GoldenSignals | null;
  datasets: DatasetStatus[];
  drills: DrillStatus[];
  patch: PatchStatus | null;
  incidents: IncidentSection | null;
  maintenance: MaintenanceSection | null;
  audits: AuditSection | null;
  support: SupportSection | null;
  improvement: ImprovementSection | null;
  documents: DocumentSection;
  scorecards: ScorecardSummary[];
  missing: MissingPanel[];
  /** Present for System, Domain, Group and User. */
  rollUp?: RollUp;
  /** Health of the collectors that fill this tab. */
  collectors: {
    id: string;
    /** What it reads, as the entity names it. */
    target?: string;
    lastRunAt?: string;
    lastSuccessAt?: string;
    error?: string;
  }[];
}
