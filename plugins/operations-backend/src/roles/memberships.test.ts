import { memberships, RelationSource } from './memberships';

/** Entities with their relations, written `a > b` for a child and `u : a` for a member. */
function catalog(...lines: string[]): RelationSource {
  const relations = new Map<string, { type: string; targetRef: string }[]>();
  for (const line of lines) {
    const [from, sign, to] = line.split(' ');
    const known = relations.get(from) ?? [];
    relations.set(from, known);
    if (sign === '>') known.push({ type: 'childOf', targetRef: to });
    if (sign === ':') known.push({ type: 'memberOf', targetRef: to });
  }
  return async refs =>
    new Map(
      refs.flatMap(ref => {
        const of = relations.get(ref);
        return of ? [[ref, of] as const] : [];
      }),
    );
}

async function groupsOf(source: RelationSource, person: string) {
  const membership = (await memberships(source, [person])).get(person);
  return (
    membership && {
      direct: [...membership.direct].sort().join(' '),
      all: [...membership.all].sort().join(' '),
    }
  );
}

describe('memberships', () => {
  it('walks up from the groups of a person', async () => {
    const source = catalog('u : a', 'u : b', 'a > c', 'c > d', 'b > d', 'd');
    expect(await groupsOf(source, 'u')).toEqual({
      direct: 'a b',
      all: 'a b c d',
    });
  });

  it('ends where groups contain each other', async () => {
    const source = catalog('u : a', 'a > b', 'b > c', 'c > a');
    expect(await groupsOf(source, 'u')).toEqual({
      direct: 'a',
      all: 'a b c',
    });
  });

  it('ends after many levels', async () => {
    const chain = Array.from({ length: 500 }, (_, n) => `g${n} > g${n + 1}`);
    const source = catalog('u : g0', ...chain);
    const all = (await groupsOf(source, 'u'))?.all.split(' ') ?? [];
    expect(all.length).toBeLessThan(50);
  });

  it('knows nothing of people who are not there, and no groups of those in none', async () => {
    const source = catalog('u');
    expect(await groupsOf(source, 'nobody')).toBeUndefined();
    expect(await groupsOf(source, 'u')).toEqual({ direct: '', all: '' });
  });

  it('keeps groups that are named but not there', async () => {
    expect(await groupsOf(catalog('u : ghost'), 'u')).toEqual({
      direct: 'ghost',
      all: 'ghost',
    });
  });
});
