import {
  evidenceDigest,
  evidenceKinds,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import { examples } from './examples';

const day = 86_400_000;
const anyDay = Date.parse('2026-03-11T15:42:10Z');

function items(now: number) {
  return examples(now).batches.flatMap(batch => batch.items);
}

describe.each([
  ['in the middle of a week', anyDay],
  ['at the first instant of a week', Date.parse('2026-03-09T00:00:00Z')],
  ['on the last day of a leap year', Date.parse('2028-12-31T23:59:59Z')],
  ['while backups are running', Date.parse('2026-11-21T23:13:00Z')],
])('the examples %s', (_, now) => {
  it('say what the schemas of their kinds allow', () => {
    const refused = items(now).flatMap(item => {
      const parsed = evidenceKinds[item.kind].safeParse(item.payload);
      return parsed.success
        ? []
        : [
            `${item.entityRef} ${item.kind} ${item.externalId}: ${parsed.error.message}`,
          ];
    });
    expect(refused).toEqual([]);
  });

  it('never speak of the future as if it had happened', () => {
    const ahead = items(now).filter(({ observedAt, payload }) => {
      const told = [observedAt, ...pastOf(payload)];
      return told.some(at => Date.parse(at) > now);
    });
    expect(ahead).toEqual([]);
  });

  it('have tool files that their formats read, with no doubt but that of every list of snapshots', () => {
    const usual = expect.stringContaining('a list shows no exit codes');
    for (const file of examples(now).files) {
      const result = findFormat(file.format)?.parse(
        FormatFile.of(file.content),
        { ...file, now },
      );
      expect(result?.items.length).toBeGreaterThan(0);
      expect(result?.warnings).toEqual(file.format === 'restic' ? [usual] : []);
    }
  });
});

describe('the examples', () => {
  it('use every kind of evidence', () => {
    const used = new Set(items(anyDay).map(item => item.kind));
    expect([...used].sort()).toEqual(Object.keys(evidenceKinds).sort());
  });

  it('are the same when seeded again within the hour, and mostly the same a day later', () => {
    const digests = (now: number) =>
      items(now).map(item => evidenceDigest(item));
    const first = new Set(digests(anyDay));
    const again = digests(anyDay + 60_000).filter(d => !first.has(d));
    const tomorrow = digests(anyDay + day).filter(d => !first.has(d));

    expect(again).toEqual([]);
    expect(tomorrow.length).toBeLessThan(first.size / 10);
  });

  it('leave one service empty', () => {
    const told = items(anyDay).map(item => item.entityRef);
    expect(told).not.toContain('component:default/storefront');
  });
});

/** Instants in a payload that say that something has happened. */
function pastOf(payload: object): string[] {
  const keys = ['startedAt', 'completedAt', 'recoveryPoint', 'resolvedAt'];
  return Object.entries(payload).flatMap(([key, value]) =>
    keys.includes(key) && typeof value === 'string' ? [value] : [],
  );
}
