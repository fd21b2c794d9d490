import {
  EntityProfile,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** Which plot of an SLO is asked for. @public */
export interface SloSeriesRequest {
  entity: EntityProfile;
  /** Name of the SLO, as its records have it. */
  slo: string;
  /** Half-open `[from, to)`. */
  from: Millis;
  to: Millis;
  /** At most so many points are shown; a provider may give fewer. */
  maxPoints: number;
  signal: AbortSignal;
  /** Reads an http(s) address, or a path relative to the entity's source, as far as the portal may read it. */
  readFile(target: string): Promise<Uint8Array>;
}

/** The indicator over the SLO's whole window that ends at an instant, or why there is none. @public */
export interface SliAt {
  at: Millis;
  /** 0..1; null when not known. */
  sli: number | null;
  /** The indicator since the point before, which tells how fast the budget burned; null or absent when not known. */
  recentSli?: number | null;
  /** Told apart where `sli` is null; `no-data` when absent. */
  state?: 'no-data' | 'inconsistent';
}

/** An SLO over time. @public */
export interface MeasuredSeries {
  target: number;
  /** ISO 8601. */
  window: string;
  /** Oldest first. */
  points: SliAt[];
}

/**
 * Measures an SLO over time when somebody looks at its plot, so that the history need not be stored in full.
 *
 * @public
 */
export interface SloSeriesProvider {
  /** `prometheus`, … */
  id: string;
  /** Undefined when it does not measure an SLO of this name for the entity. @throws whatever says best why it can't be asked */
  series(request: SloSeriesRequest): Promise<MeasuredSeries | undefined>;
}

/** Where modules add {@link SloSeriesProvider}s; the first that knows an SLO answers. @public */
export interface OperationsSeriesExtensionPoint {
  addSloSeries(...providers: SloSeriesProvider[]): void;
}

/** Extension point for {@link SloSeriesProvider}s. @public */
export const operationsSeriesExtensionPoint =
  createExtensionPoint<OperationsSeriesExtensionPoint>({
    id: 'operations.series',
  });
