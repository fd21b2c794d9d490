import { severityOf } from './severity';

describe('severityOf', () => {
  it.each([
    ['SEV1', 'sev-1'],
    ['sev-2', 'sev-2'],
    ['SEV0', 'sev-1'],
    ['sev 5', 'sev-4'],
    ['S3', 'sev-3'],
    ['P1', 'sev-1'],
    ['P1 - Critical', 'sev-1'],
    ['priority:2', 'sev-2'],
    ['Severity: critical', 'sev-1'],
    ['Critical', 'sev-1'],
    ['Major', 'sev-2'],
    ['minor', 'sev-3'],
    ['warning', 'sev-3'],
    ['low', 'sev-4'],
    [2, 'sev-2'],
    ['severity/1', 'sev-1'],
    ['severity/critical', 'sev-1'],
    ['priority: p3', 'sev-3'],
    ['Severity: SEV-2', 'sev-2'],
  ])('%p is %s', (name, severity) => {
    expect(severityOf(name)).toBe(severity);
  });

  it.each([
    '',
    undefined,
    null,
    'none',
    'maintenance',
    'P12',
    'sev',
    'constructor',
    '7',
  ])('%p is none', name => {
    expect(severityOf(name)).toBeUndefined();
  });
});
