import { InputError } from '@backstage/errors';
import {
  GateState,
  Verdict,
  verdicts,
} from '@backstage-operations/plugin-operations-common';
import { gateLetters } from '../evaluation/codes';

/** Columns that a filter may compare. @internal */
export const filterColumns = [
  'owner',
  'system',
  'domain',
  'kind',
  'type',
  'lifecycle',
  'tier',
] as const;

/** Name of a column that a filter may compare. @internal */
export type FilterColumn = (typeof filterColumns)[number];

/** What narrows the fleet: values of one key are alternatives, keys narrow. @internal */
export interface FleetFilter {
  /** An empty value stands for entities without one. */
  columns: Partial<Record<FilterColumn, string[]>>;
  gates: GateState[];
  verdicts: Verdict[];
  /** Criterion ids; with `verdicts`, those that have one of them. */
  criteria: string[];
  /** Parts of the name or title, all in lower case. */
  texts: string[];
}

function isColumn(key: string): key is FilterColumn {
  return filterColumns.some(column => column === key);
}

function isVerdict(text: string): text is Verdict {
  return verdicts.some(verdict => verdict === text);
}

function isGate(text: string): text is GateState {
  return Object.hasOwn(gateLetters, text);
}

/**
 * Reads `key=value` pairs.
 *
 * @throws InputError that names the pair which says nothing we know
 * @internal
 */
export function readFleetFilter(pairs: readonly string[] = []): FleetFilter {
  const filter: FleetFilter = {
    columns: {},
    gates: [],
    verdicts: [],
    criteria: [],
    texts: [],
  };
  for (const pair of pairs) {
    const split = pair.indexOf('=');
    const key = pair.slice(0, split);
    const value = pair.slice(split + 1);
    if (split > 0 && isColumn(key)) {
      filter.columns[key] = [...(filter.columns[key] ?? []), value];
    } else if (key === 'gate' && isGate(value)) filter.gates.push(value);
    else if (key === 'verdict' && isVerdict(value)) filter.verdicts.push(value);
    else if (key === 'criterion' && value) filter.criteria.push(value);
    else if (key === 'q') filter.texts.push(value.toLocaleLowerCase('en-US'));
    else {
      throw new InputError(
        `query.filter: ${pair} is no pair of a known key and value`,
      );
    }
  }
  return filter;
}
