import { InputError } from '@backstage/errors';

/** What the fleet can be sorted by; ties by entity reference. @internal */
export const sortKeys = [
  'entityRef',
  'owner',
  'system',
  'kind',
  'gate',
  'fail',
  'oldestProof',
] as const;

/** An order of the fleet. @internal */
export interface FleetSort {
  key: (typeof sortKeys)[number];
  descending: boolean;
}

/** Reads `owner` or `-owner`; by entity reference when absent. @internal */
export function readFleetSort(text: string = 'entityRef'): FleetSort {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const key = sortKeys.find(known => known === name);
  if (!key) {
    throw new InputError(`query.sort: must be one of ${sortKeys.join(' ')}`);
  }
  return { key, descending };
}
