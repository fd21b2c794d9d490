import { anEntity } from '../__testUtils__/anEntity';
import { ledgerHarness } from '../__testUtils__/ledgerHarness';
import { DatabaseCollectorStore } from './DatabaseCollectorStore';
import { EvidenceFileCollector } from './EvidenceFileCollector';
import { UnreadableFileError } from './EvidenceFileReader';

const shop = 'component:default/shop';
const other = 'component:default/other';

const restore = (restored: number) =>
  JSON.stringify({ missing: [], restored, timestamp: '2026-02-01T00:00:00Z' });

async function aCollector(annotation: string) {
  const ledger = await ledgerHarness([
    anEntity(shop, {
      annotations: { 'backstage-operations.io/evidence': annotation },
    }),
    anEntity(other),
  ]);
  const files = new Map<string, string | Error>();
  const read = jest.fn(async (_entity: unknown, target: string) => {
    const content =
      files.get(target) ?? new UnreadableFileError('was not found');
    if (content instanceof Error) throw content;
    return Buffer.from(content);
  });
  const states = DatabaseCollectorStore.create();
  const collector = EvidenceFileCollector.create({
    ...ledger,
    reader: { read },
    states,
    submitter: ledger.submitterOf('evidence-files'),
  });
  const stateOf = async () =>
    (await states.of(ledger.db, [shop])).map(
      ({ target, lastSuccessAt, error }) => ({ target, lastSuccessAt, error }),
    );
  return { ...ledger, files, read, collector, stateOf };
}

describe('EvidenceFileCollector', () => {
  it('forgets the files of an entity that names none any more', async () => {
    const { collector, stateOf, db } = await aCollector('gone.json');
    await collector.collectAll();
    expect(await stateOf()).toHaveLength(1);
    await db('ops_entity').where('entity_ref', shop).update({
      annotations: '{}',
    });
    await collector.collect([shop]);
    expect(await stateOf()).toEqual([]);
  });

  it('reads every file that an entity names, each on its own', async () => {
    const { files, collector, current, stateOf, clock, read } =
      await aCollector(
        ' last_restore.json, gone.json ,odd.txt,last_restore.json',
      );
    files.set('last_restore.json', restore(3));
    files.set('odd.txt', 'password=hunter2');
    await collector.collectAll();
    expect(await current(shop)).toEqual([
      expect.objectContaining({
        kind: 'restore-test',
        submittedBy: 'service:evidence-files',
      }),
    ]);
    expect(await stateOf()).toEqual([
      { target: 'gone.json', error: 'was not found' },
      { target: 'last_restore.json', lastSuccessAt: clock.now },
      {
        target: 'odd.txt',
        error: 'no format recognises the file, it is something else',
      },
    ]);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('keeps the age of the last success when a file goes away', async () => {
    const { files, collector, stateOf, clock, current } = await aCollector(
      'a.json',
    );
    files.set('a.json', restore(3));
    await collector.collectAll();
    const succeeded = clock.now;
    clock.now += 60_000;
    files.delete('a.json');
    await collector.collect([shop, other]);
    expect(await stateOf()).toEqual([
      { target: 'a.json', lastSuccessAt: succeeded, error: 'was not found' },
    ]);
    expect(await current(shop)).toHaveLength(1);
  });

  it('does not let an unchanged file without a time look fresh', async () => {
    const { files, collector, current, clock } = await aCollector('proof.txt');
    files.set('proof.txt', 'Restore OK\n');
    await collector.collectAll();
    const [first] = await current(shop);
    clock.now += 86_400_000;
    await collector.collectAll();
    expect(await current(shop)).toEqual([first]);
    files.set('proof.txt', 'Restore OK\n\n');
    await collector.collectAll();
    expect(await current(shop)).toHaveLength(2);
  });

  it('forgets files that are no longer named', async () => {
    const { files, collector, stateOf, db } = await aCollector('a.json');
    files.set('a.json', restore(1));
    await collector.collectAll();
    await db('ops_entity').where('entity_ref', shop).update({
      annotations: '{"backstage-operations.io/evidence":"b.json"}',
    });
    await collector.collectAll();
    expect((await stateOf()).map(({ target }) => target)).toEqual(['b.json']);
  });

  it('says nothing of failures of our own', async () => {
    const { files, collector, stateOf, logger } = await aCollector('a.json');
    files.set('a.json', new Error('insert into ops_evidence failed'));
    await collector.collectAll();
    expect(await stateOf()).toEqual([
      expect.objectContaining({
        error: 'could not be stored, the log of the portal says why',
      }),
    ]);
    expect(logger.error).toHaveBeenCalled();
  });
});
