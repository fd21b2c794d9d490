import { HistoryEntry, HistoryPage } from '../evaluation/HistoryPage';
import { lifeHistory } from './lifeHistory';

const versions = new Map([[1, { digest: 'rules', criteria: ['a', 'b'] }]]);

const whole = (
  at: number,
  gate: HistoryEntry['gate'] = 'blocked',
): HistoryEntry => ({
  at,
  cause: 'evidence',
  gate,
  deltas: [],
  whole: { version: 1, verdicts: ['pass', 'fail'] },
});
const passes = (at: number): HistoryEntry => ({
  at,
  cause: 'evidence',
  gate: 'approved',
  deltas: [{ index: 1, to: 'pass', evidence: [] }],
});
const opening = {
  version: 1,
  gate: 'blocked' as const,
  verdicts: ['pass' as const, 'fail' as const],
};

const tell = (
  pages: HistoryPage[],
  life: { appearedAt: number; vanishedAt?: number } = { appearedAt: 0 },
) =>
  lifeHistory(
    {
      life: { uid: 'u', entityRef: 'component:default/shop', ...life },
      scorecard: 'ready',
    },
    { from: 100, end: 200 },
    pages,
    versions,
  );

const ats = ({ changes }: ReturnType<typeof tell>) =>
  changes.map(({ at }) => Date.parse(at));

describe('lifeHistory', () => {
  it('tells what held at the end and what changed in the period', () => {
    const told = tell([{ opening, entries: [passes(50), whole(150)] }]);
    expect(told.final).toMatchObject({ gate: 'blocked' });
    expect(ats(told)).toEqual([150]);
    expect(tell([{ opening, entries: [passes(200)] }]).final?.gate).toBe(
      'approved',
    );
    expect(tell([{ opening, entries: [passes(201)] }]).final?.gate).toBe(
      'blocked',
    );
  });

  it('ends when the entity vanished', () => {
    const told = tell([{ entries: [whole(110), passes(150)] }], {
      appearedAt: 105,
      vanishedAt: 120,
    });
    expect(told.final?.gate).toBe('blocked');
    expect(ats(told)).toEqual([110]);
  });

  it('has nothing of another entity that went by the same name', () => {
    const pages = [{ opening, entries: [passes(110), whole(160)] }];
    const second = tell(pages, { appearedAt: 155 });
    expect(ats(second)).toEqual([160]);
    expect(second.final?.verdicts).toEqual(['pass', 'fail']);
    expect(
      tell([{ opening, entries: [passes(110)] }], { appearedAt: 155 }),
    ).toEqual({ applied: false, changes: [] });
  });

  it.each<[string, HistoryPage[], boolean]>([
    ['nothing', [], false],
    [
      'one that never applied',
      [{ entries: [whole(50, 'not-applicable')] }],
      false,
    ],
    [
      'one that applied before the period only',
      [{ entries: [whole(50), whole(60, 'not-applicable')] }],
      false,
    ],
    [
      'one that applied for a moment',
      [{ entries: [whole(50), whole(101, 'not-applicable')] }],
      true,
    ],
    ['one that applies', [{ opening, entries: [] }], true],
  ])('knows of %s whether it applied', (_, pages, applied) => {
    expect(tell(pages).applied).toBe(applied);
  });
});
