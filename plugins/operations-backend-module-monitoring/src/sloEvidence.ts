import {
  deriveSloState,
  durationMillis,
  EvidenceInput,
  EvidencePayload,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';
import { ToolQuestion } from './MonitoringTool';

/** What a tool says of an objective. */
export interface ToldSlo {
  name: string;
  /** 0..1. */
  target: number;
  /** ISO 8601. */
  window: string;
  method: EvidencePayload<'slo'>['method'];
  /** 0..1; null when the tool has no value. */
  sli: number | null;
  objective?: EvidencePayload<'slo'>['objective'];
  /** Share of the window that the tool has observed, 0..1, where it says. */
  coverage?: number;
  /** Tells it from other objectives of the same entry of the annotation. */
  part?: string;
}

/** Budget and state are computed here, from the tool's own indicator, like those of every other source. */
export function sloEvidence(
  tool: string,
  { entityRef, value, now }: ToolQuestion,
  { part, ...objective }: ToldSlo,
): EvidenceInput<'slo'> {
  const told =
    part === undefined
      ? objective
      : { ...objective, name: `${objective.name} (${part})` };
  if (!(told.target >= 0 && told.target < 1)) {
    throw new InputError(
      `${told.name}: a target of ${told.target * 100} % leaves no error budget`,
    );
  }
  const { state, remaining } = deriveSloState({
    target: told.target,
    window: durationMillis(told.window),
    sli: told.sli,
    coverage: told.coverage,
  });
  return {
    entityRef,
    kind: 'slo',
    source: tool,
    externalId: part === undefined ? value : `${value}/${part}`,
    observedAt: toIso(now),
    payload: {
      ...told,
      objective: told.objective ?? objectiveOf(told.name),
      errorBudgetRemaining: remaining,
      state,
    },
  };
}

function objectiveOf(name: string): EvidencePayload<'slo'>['objective'] {
  if (/availab|uptime/i.test(name)) return 'availability';
  return /latenc|duration|response[- _]?time/i.test(name) ? 'latency' : 'other';
}

/** `30d` and the like as ISO 8601; undefined for what is no such window. */
export function windowOf(text: string): string | undefined {
  const match = /^-?(?:now-)?(\d+)\s*([hdwM])$/.exec(text.trim());
  if (!match) return undefined;
  const [, count, unit] = match;
  return unit === 'h' ? `PT${count}H` : `P${count}${unit.toUpperCase()}`;
}

/** A percentage as a ratio, moved by two decimal places and never rounded: 99.9 is 0.999, which 99.9 / 100 is not. */
export function ratioOf(percent: number): number {
  const moved = Number(`${percent}e-2`);
  return Number.isNaN(moved) ? percent / 100 : moved;
}
