import { isPartOf, metricNames } from './metricNames';

describe('metricNames', () => {
  it.each([
    ['http_total', ['http_total']],
    ['http_total{code=~"5..", job="a{b}"}', ['http_total']],
    [
      'sum by (region) (rate(http_total{code="500"}[{{.window}}])) or vector(0)',
      ['http_total'],
    ],
    [
      'job:a:rate5m / on (job) group_left(x) b_total offset 5m',
      ['b_total', 'job:a:rate5m'],
    ],
    ['1 - up', ['up']],
    ["sum(increase(a[5m])) - sum(increase(b{x='and'}[5m]))", ['a', 'b']],
    ['vector(1)', []],
  ])('%s', (query, names) => {
    expect([...metricNames(query)].sort()).toEqual(names);
  });

  it('tells whether a query counts what another one counts too', () => {
    expect(isPartOf('a{code="5"}', 'sum(rate(a[5m]))')).toBe(true);
    expect(isPartOf('a - b', 'a')).toBe(false);
    expect(isPartOf('vector(0)', 'a')).toBe(false);
  });
});
