import { nextPage } from './nextPage';

const here = 'https://api.github.com/repos/a/b/dependabot/alerts';

describe('nextPage', () => {
  it.each([
    [null, undefined],
    [`<${here}?before=x>; rel="prev"`, undefined],
    [
      `<${here}?before=x>; rel="prev", <${here}?after=y,z>; rel="next"`,
      `${here}?after=y,z`,
    ],
  ])('reads %s', (link, next) => {
    expect(nextPage(link, here)).toBe(next);
  });

  it('does not follow to another server', () => {
    expect(() =>
      nextPage('<https://elsewhere.example/>; rel="next"', here),
    ).toThrow('another server');
  });
});
