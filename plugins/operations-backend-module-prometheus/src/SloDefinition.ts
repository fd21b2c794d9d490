import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { CalendarWindow } from './calendarPeriod';

/** An SLO that Prometheus can be asked for. */
export interface SloDefinition {
  name: string;
  /** Entity that the definition says it is about: OpenSLO's `service`. */
  service?: string;
  target: number;
  /** ISO 8601. */
  window: string;
  /** Where the window begins anew on the calendar; it rolls when absent. */
  calendar?: CalendarWindow;
  objective: NonNullable<EvidencePayload<'slo'>['objective']>;
  method: EvidencePayload<'slo'>['method'];
  /** PromQL of good events, or of bad ones. */
  events: { good: string } | { bad: string };
  total: string;
  /** `timeslices` only: a slice is good from this ratio on. */
  sliceTarget?: number;
  /** Length of a slice, ISO 8601. */
  sliceWindow?: string;
  /** Name of the server that has the series; any when absent. */
  dataSource?: string;
}
