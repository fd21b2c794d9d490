import { InputError } from '@backstage/errors';
import { aScorecard } from '../__testUtils__/aScorecard';
import { ScorecardLoader } from './ScorecardLoader';
import { ScorecardSource } from './ScorecardSource';

/** A file holds `name@digest` pairs; anything else is broken. */
const parse = (text: string, location: string) =>
  text.split(' ').map(pair => {
    const [name, digest] = pair.split('@');
    if (!digest) throw new InputError(`${location}:1:1 is broken`);
    return { scorecard: aScorecard(name, ['x']), digest };
  });

function source(
  files: Record<string, string>,
  builtIn = false,
): ScorecardSource & { fail?: boolean } {
  return {
    target: 'cards/*.yaml',
    builtIn,
    async read() {
      if (this.fail) throw new Error('offline');
      return Object.entries(files).map(([location, text]) => ({
        location,
        text,
      }));
    },
  };
}

async function versions(loader: ScorecardLoader) {
  const loaded = await loader.load();
  return loaded.versions.map(({ id, digest }) => `${id}@${digest}`);
}

describe('ScorecardLoader', () => {
  it('keeps the last good version of a broken file and says what is wrong', async () => {
    const files: Record<string, string> = { 'a.yaml': 'a@1 b@1' };
    const loader = ScorecardLoader.create({ sources: [source(files)], parse });
    expect(await versions(loader)).toEqual(['a@1', 'b@1']);
    files['a.yaml'] = 'broken';
    expect(await loader.load()).toMatchObject({
      versions: [{ digest: '1' }, { digest: '1' }],
      files: [
        {
          location: 'a.yaml',
          scorecards: ['a', 'b'],
          error: 'a.yaml:1:1 is broken',
        },
      ],
      complete: true,
    });
    files['a.yaml'] = 'a@2';
    expect(await versions(loader)).toEqual(['a@2']);
  });

  it('has nothing from a file that was never good', async () => {
    const files = { 'a.yaml': 'broken' };
    const loader = ScorecardLoader.create({ sources: [source(files)], parse });
    expect(await loader.load()).toMatchObject({
      versions: [],
      files: [{ location: 'a.yaml', scorecards: [] }],
    });
  });

  it('keeps all files of a target that can not be read, and calls the pass incomplete', async () => {
    const files = source({ 'a.yaml': 'a@1' });
    const loader = ScorecardLoader.create({ sources: [files], parse });
    await loader.load();
    files.fail = true;
    expect(await loader.load()).toMatchObject({
      versions: [{ id: 'a' }],
      files: [{ location: 'cards/*.yaml', error: 'offline' }, {}],
      complete: false,
    });
  });

  it('prefers configured scorecards to built-in ones of the same name', async () => {
    const loader = ScorecardLoader.create({
      sources: [
        source({ 'built-in:a.yaml': 'a@1 b@1' }, true),
        source({ 'a.yaml': 'a@2' }),
      ],
      parse,
    });
    expect(await versions(loader)).toEqual(['a@2', 'b@1']);
    expect((await loader.load()).files.some(file => file.error)).toBe(false);
  });

  it('does not let a second file take a name', async () => {
    const loader = ScorecardLoader.create({
      sources: [source({ 'a.yaml': 'a@1', 'b.yaml': 'a@2' })],
      parse,
    });
    expect(await loader.load()).toMatchObject({
      versions: [{ id: 'a', digest: '1' }],
      files: [
        { location: 'a.yaml' },
        { error: 'b.yaml: metadata.name a is taken by a.yaml' },
      ],
    });
  });
});
