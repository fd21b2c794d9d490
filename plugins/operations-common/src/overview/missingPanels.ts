import { MissingPanel } from '../api/Overview';
import { FactSubject } from '../facts/Fact';
import { Millis, toIso } from '../time';
import { examplePayloads } from './examplePayloads';
import { MissingRow, missingTable, Sections } from './missingTable';

type Remedy = MissingPanel['remedies'][number];

const HOUR = 3_600_000;

/** The last full hour: an example that changes by the millisecond would only look like news. */
function exampleInstant(now: Millis): Millis {
  return Math.floor(now / HOUR) * HOUR;
}

function quoted(value: string): string {
  return /[:#{}[\],&*!|>'"%@`]/.test(value)
    ? `'${value.replace(/'/g, "''")}'`
    : value;
}

function remediesOf(row: MissingRow, entityRef: string, now: Millis): Remedy[] {
  const at = exampleInstant(now);
  const item = {
    entityRef,
    kind: row.kind,
    source: 'ci',
    observedAt: toIso(at),
    payload: examplePayloads[row.kind](at),
  };
  return [
    ...row.annotations.map(
      ([text, name, value]): Remedy => ({
        kind: 'annotation',
        text,
        example: `${name}: ${quoted(value)}`,
      }),
    ),
    ...row.commands.map(
      ([text, example]): Remedy => ({
        kind: 'command',
        text,
        example: example.replace('REF', entityRef),
      }),
    ),
    {
      kind: 'file',
      text: 'As a file for `operations push`, or the body of POST /api/operations/v1/evidence',
      example: JSON.stringify({ items: [item] }, null, 2),
    },
  ];
}

/**
 * What the sections without data lack, each with the exact annotation, command or file that would fill it.
 *
 * @internal
 */
export function missingPanels(
  subject: FactSubject,
  sections: Sections,
  now: Millis,
): MissingPanel[] {
  const { entityRef } = subject.entity;
  return missingTable
    .filter(row => row.isMissing(sections))
    .map(row => ({
      section: row.section,
      title: row.title,
      reason: typeof row.reason === 'string' ? row.reason : row.reason(subject),
      remedies: remediesOf(row, entityRef, now),
    }));
}
