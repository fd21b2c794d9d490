import { statementWords } from './statementAbout';

it.each([
  ['slo', 'slo/prometheus/latency-300ms', 'SLO latency-300ms (prometheus)'],
  ['restore-test', 'restore-test/native/a/b', 'restore test a/b (native)'],
  [
    'golden-signals',
    'golden-signals/prometheus',
    'golden signals (prometheus)',
  ],
  ['dr-drill', 'dr-drill/manual', 'DR drill (manual)'],
  ['criterion', 'criterion/odd', 'criterion criterion/odd'],
  ['criterion', 'backup-dr-validated', 'criterion backup-dr-validated'],
  [
    'restore-test',
    'related/0123456789abcdef',
    'restore test of another entity',
  ],
  ['waiver', '01J', 'waiver 01J'],
])('a %s known as %s is %s', (kind, id, words) => {
  expect(statementWords({ kind, id })).toBe(words);
});
