import {
  GateState,
  Verdict,
  verdicts,
} from '@backstage-operations/plugin-operations-common';
import * as fc from 'fast-check';
import { causeLetters, ChangeCause, gateLetters } from './codes';
import {
  applyEntry,
  decodePage,
  encodeEntry,
  encodeOpening,
  HistoryEntry,
  HistoryState,
  monthOf,
} from './HistoryPage';

const verdict = fc.constantFrom<Verdict>(...verdicts);
const gate = fc.constantFrom(...(Object.keys(gateLetters) as GateState[]));
const cause = fc.constantFrom(...(Object.keys(causeLetters) as ChangeCause[]));
const digest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map(bytes => Buffer.from(bytes).toString('hex'));
const at = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });
const version = fc.integer({ min: 1, max: 1_000_000 });

const state: fc.Arbitrary<HistoryState> = fc.record({
  version,
  gate,
  verdicts: fc.array(verdict, { maxLength: 80 }),
});

const entry = fc.oneof<
  [fc.Arbitrary<HistoryEntry>, fc.Arbitrary<HistoryEntry>]
>(
  fc.record({
    at,
    cause,
    gate,
    deltas: fc.array(
      fc.record({
        index: fc.nat(200),
        to: verdict,
        evidence: fc.array(digest, { maxLength: 3 }),
      }),
      { maxLength: 5 },
    ),
  }),
  fc.record({
    at,
    cause,
    gate,
    deltas: fc.constant<HistoryEntry['deltas']>([]),
    whole: fc.record({ version, verdicts: fc.array(verdict) }),
  }),
);

describe('HistoryPage', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(
        fc.option(state, { nil: undefined }),
        fc.array(entry),
        (opening, entries) => {
          const page = decodePage(
            encodeOpening(opening),
            entries.map(encodeEntry).join(''),
          );
          expect(page.opening).toEqual(opening);
          expect(page.entries).toEqual(entries);
        },
      ),
    );
  });

  it('keeps a change of one criterion with one record under 80 bytes', () => {
    const line = encodeEntry({
      at: Date.UTC(2026, 2, 1),
      cause: 'evidence',
      gate: 'blocked',
      deltas: [{ index: 15, to: 'fail', evidence: ['ab'.repeat(32)] }],
    });
    expect(Buffer.byteLength(line)).toBeLessThan(80);
  });

  it('applies a change to single criteria and keeps the others', () => {
    expect(
      applyEntry(
        { version: 3, gate: 'awaiting-signoff', verdicts: ['pass', 'pass'] },
        {
          at: 0,
          cause: 'time',
          gate: 'blocked',
          deltas: [{ index: 1, to: 'stale', evidence: [] }],
        },
      ),
    ).toEqual({ version: 3, gate: 'blocked', verdicts: ['pass', 'stale'] });
  });

  it('cuts months in UTC', () => {
    expect(monthOf(Date.UTC(1970, 0, 31, 23, 59))).toBe(0);
    expect(monthOf(Date.UTC(1970, 1, 1))).toBe(1);
    expect(monthOf(Date.UTC(2026, 11, 31))).toBe(56 * 12 + 11);
  });
});
