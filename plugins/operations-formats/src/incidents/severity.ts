import { EvidencePayload } from '@backstage-operations/plugin-operations-common';

type Severity = NonNullable<EvidencePayload<'incident'>['severity']>;

const words: Record<string, Severity> = {
  critical: 'sev-1',
  blocker: 'sev-1',
  major: 'sev-2',
  high: 'sev-2',
  error: 'sev-2',
  medium: 'sev-3',
  moderate: 'sev-3',
  minor: 'sev-3',
  warning: 'sev-3',
  low: 'sev-4',
  cosmetic: 'sev-4',
  trivial: 'sev-4',
  info: 'sev-4',
  informational: 'sev-4',
};

const numbers: readonly Severity[] = [
  'sev-1',
  'sev-1',
  'sev-2',
  'sev-3',
  'sev-4',
  'sev-4',
];

/**
 * The severity that a tool's own word means: `SEV1`, `P2`, `Severity: critical`, `Major`.
 *
 * @remarks Tools count from 0 or to 5; SEV-0 is as bad as SEV-1, and what is below SEV-4 is SEV-4. A word that is not known is no severity.
 */
export function severityOf(
  name: string | number | null | undefined,
): Severity | undefined {
  const text = String(name ?? '')
    .trim()
    .toLowerCase();
  const numbered =
    /^(?:(?:severity|priority|prio)[\s:_/-]+)?(?:severity|sev|s|priority|prio|p)?[\s:_/-]*([0-5])(?:\b|$)/.exec(
      text,
    );
  if (numbered) return numbers[Number(numbered[1])];
  const word = text.replace(/^(?:severity|sev|priority|prio)[\s:_/-]+/, '');
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
