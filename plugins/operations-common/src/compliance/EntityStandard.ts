import { Standard } from './standardOf';

/**
 * What an entity shows of one standard, with dates rather than counts of what is overdue.
 *
 * @remarks It is stored when the entity is evaluated, and stays true while time passes.
 * @public
 */
export interface EntityStandard extends Standard {
  controls: {
    met: number;
    notMet: string[];
    notApplicable: number;
    /** Not met now, and met before. */
    drift: string[];
    /** When the control that was checked longest ago was. */
    oldestCheckAt?: string;
  };
  findings: {
    /** Why there may be more. */
    notKnown?: string;
    /** Of open ones; those without a date are counted beside it. */
    due: string[];
    undated: number;
  };
  /** The newest that ended, of each kind. */
  audits: {
    type: string;
    title: string;
    at: string;
    passed: boolean;
    nextDueAt?: string;
  }[];
}
