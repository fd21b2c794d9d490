import { Row } from './scanRecord';

const order: readonly Row['severity'][] = ['critical', 'high', 'medium', 'low'];

/** The worst of some severities; `unknown` when none is known. */
export function worst(severities: readonly Row['severity'][]): Row['severity'] {
  return order.find(severity => severities.includes(severity)) ?? 'unknown';
}
