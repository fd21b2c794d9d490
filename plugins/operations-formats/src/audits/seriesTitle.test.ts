import { seriesTitle } from './seriesTitle';

describe('seriesTitle', () => {
  it.each([
    [
      'Continuous Monitoring Results June 2026',
      'Continuous Monitoring Results',
    ],
    ['Monitoring, 3 June 2026', 'Monitoring'],
    ['Monitoring (June 3, 2026)', 'Monitoring'],
    ['2026-06-03 Monitoring', 'Monitoring'],
    ['Monitoring - Q2 2026', 'Monitoring'],
    ['Monitoring 2026 Q2 of the shop', 'Monitoring of the shop'],
    ['Monitoring 2026/06', 'Monitoring'],
    ['ISO 27001:2022 Assessment', 'ISO 27001:2022 Assessment'],
    ['NIST SP 800-53 Rev. 5', 'NIST SP 800-53 Rev. 5'],
    ['CIS-2024 Benchmark', 'CIS-2024 Benchmark'],
    ['PCI DSS 4.0.1', 'PCI DSS 4.0.1'],
    ['June 2026', 'June 2026'],
  ])('of %s is %s', (title, expected) => {
    expect(seriesTitle(title)).toBe(expected);
  });
});
