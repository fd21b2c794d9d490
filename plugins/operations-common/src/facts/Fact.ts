import { EntityProfile } from '../entity';
import { Evidence, EvidenceRef } from '../evidence/Evidence';
import { EvidenceKind } from '../evidence/kinds';
import { Millis } from '../time';
import type { Finding } from './patch/Finding';
import type { VulnerabilityKnowledge } from './patch/VulnerabilityKnowledge';
import { OperationsSettings } from './settings';

/** Unit of a fact's value; ratios are 0..1, times are seconds, levels are `L0`…`L5`. @public */
export type FactUnit =
  | 'ratio'
  | 'seconds'
  | 'milliseconds'
  | 'count'
  | 'score'
  | 'level'
  | 'boolean';

/** A value that rules compare. @public */
export type FactValue = number | boolean | string;

/**
 * What is known of one fact at one instant.
 *
 * @remarks `value` is null exactly when nothing supplies it; `reason` then says so in words and what would supply it.
 * @public
 */
export interface FactResult {
  fact: string;
  /** The selector the fact was asked with, for example the document's type. */
  of?: string;
  value: FactValue | null;
  unit: FactUnit;
  /** Sample size behind the value, where it has one. */
  n?: number;
  /** The look-back, ISO 8601 duration. */
  window?: string;
  asOf: string;
  /** First instant at which the answer changes with no new evidence. */
  validUntil?: string;
  /** Instant of the oldest proof that the value rests on; what a rule's `maxAge` is measured from. */
  provenAt?: string;
  /**
   * The value is an elapsed time that still runs: at a later instant t it is `value + (t − asOf)` seconds.
   * `validUntil` is about everything but this growth; a rule derives from it when its own threshold is crossed.
   */
  grows?: true;
  /** Why the value is null, or what qualifies it. */
  reason?: string;
  /**
   * Beside a null value: it is known that there was nothing to measure, like no incident in the window of a service whose
   * incidents are recorded. A rule on it does not apply; where it is merely not known, this is absent.
   */
  vacuous?: true;
  /** Figures that must stand beside the value: median, p90, counts, named lists. */
  details?: Record<string, unknown>;
  evidence: EvidenceRef[];
  /** How many records there are, where `evidence` names the newest only; verdicts and decisions rest on all of them. */
  evidenceTotal?: number;
}

/** The entity, its current evidence and the settings that facts are computed from. @public */
export interface FactSubject {
  entity: EntityProfile;
  /** Current records only (newest revision of each thing), any order. */
  evidence: readonly Evidence[];
  /** Superseded records, where the caller keeps them; read only where a fact compares with before (control drift). */
  superseded?: readonly Evidence[];
  /**
   * The ledger of findings, kept up to date scan by scan. Scans may then come without their findings.
   * Absent: the ledger is replayed from the scans in `evidence`.
   */
  findings?: readonly Finding[];
  /** What is known of vulnerabilities beside what scanners say. Absent: nothing. */
  knowledge?: VulnerabilityKnowledge;
  settings: OperationsSettings;
}

/** How a fact is asked for. @public */
export interface FactQuery {
  now: Millis;
  /** ISO 8601 look-back; a fact without a window ignores it. */
  window?: string;
  /** Selector, see {@link FactDefinition.of}. */
  of?: string;
}

/** One entry of the fact catalogue. @public */
export interface FactDefinition {
  /** `family.name`, for example `backup.successRate`. */
  id: string;
  title: string;
  /** One or two sentences with the formula and its source. */
  description: string;
  unit: FactUnit;
  /** Kinds of evidence it is computed from. */
  kinds: readonly EvidenceKind[];
  /** Selector that the fact takes, with its known values. */
  of?: {
    name: string;
    required: boolean;
    values?: readonly string[];
    /** Others than the known values are possible too, for example names of data sets. */
    open?: true;
  };
  /** Look-back when the rule names none, ISO 8601; absent when the fact has no window. */
  defaultWindow?: string;
  /** Which direction is better; decides rounding and trend. */
  better: 'higher' | 'lower';
  /** Pure: the same subject and query always give the same result. */
  compute(subject: FactSubject, query: FactQuery): FactResult;
}

export type { EvidenceRef };
