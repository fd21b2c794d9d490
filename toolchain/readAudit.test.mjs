import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAudit } from './readAudit.mjs';

const advisory = (severity, id, url) =>
  JSON.stringify({
    value: 'left-pad',
    children: {
      ID: id,
      Issue: 'It pads on the wrong side',
      URL: url,
      Severity: severity,
      'Tree Versions': ['1.0.0'],
    },
  });
const ghsa = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc';

test('an audit that found nothing is zero', () => {
  const audit = readAudit({ status: 0, stdout: '', stderr: '' });
  assert.deepEqual(audit, { findings: [], criticals: 0 });
});

test('one critical in two versions is one critical', () => {
  const stdout = [
    advisory('critical', 1, ghsa),
    advisory('critical', 1, ghsa),
    advisory('moderate', 2, 'https://example.com'),
  ].join('\n');
  const audit = readAudit({ status: 1, stdout, stderr: '' });
  assert.equal(audit.criticals, 1);
  assert.deepEqual(
    audit.findings.map(({ vulnerability, severity }) => [
      vulnerability,
      severity,
    ]),
    [
      ['GHSA-aaaa-bbbb-cccc', 'critical'],
      ['GHSA-aaaa-bbbb-cccc', 'critical'],
      ['npm-2', 'medium'],
    ],
  );
});

for (const [name, run, reason] of [
  [
    'a registry that refuses',
    {
      status: 1,
      stdout: '',
      stderr: 'HTTPError: Response code 405 (Method Not Allowed)\n    at x',
    },
    /Response code 405/,
  ],
  [
    'an error body in place of a report',
    { status: 0, stdout: '{"error":{"code":"E405"}}', stderr: '' },
    /gave no report/,
  ],
  [
    'a page in place of a report',
    { status: 0, stdout: '<html>', stderr: '' },
    /gave no report/,
  ],
  [
    'a failure that says nothing',
    { status: 1, stdout: '', stderr: '' },
    /exit code 1/,
  ],
  [
    'a command that was killed',
    { status: null, stdout: '', stderr: '' },
    /exit code null/,
  ],
]) {
  test(`${name} is unknown, not zero`, () => {
    const audit = readAudit(run);
    assert.match(audit.reason, reason);
    assert.equal('criticals' in audit, false);
  });
}
