import { Row } from './scanRecord';

type Severity = Row['severity'];

const words: Record<string, Severity> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  minor: 'low',
  negligible: 'low',
  info: 'low',
  informational: 'low',
  none: 'low',
};

/** A tool's word for a severity; one that is not known is `unknown`, never harmless. */
export function severityOfWord(word: string | null | undefined): Severity {
  const name = (word ?? '').trim().toLowerCase();
  return Object.hasOwn(words, name) ? words[name] : 'unknown';
}

/**
 * The band of a CVSS base score.
 *
 * @remarks FIRST's qualitative scale: 9.0 critical, 7.0 high, 4.0 medium. A score of 0 means that nobody scored it.
 */
export function severityOfScore(
  score: number | string | null | undefined,
): Severity {
  const value = typeof score === 'string' ? Number.parseFloat(score) : score;
  if (typeof value !== 'number' || !(value > 0 && value <= 10))
    return 'unknown';
  if (value >= 9) return 'critical';
  if (value >= 7) return 'high';
  return value >= 4 ? 'medium' : 'low';
}
