import { awsSsm } from './awsSsm';
import { endOfLifeDate } from './endOfLife';
import { sarif } from './sarif';
import { read, scans } from './testing';

describe('sarif', () => {
  const result = (rest: Record<string, unknown> = {}) => ({
    ruleId: 'sql-injection',
    level: 'error',
    message: { text: 'Unsafe query' },
    locations: [
      { physicalLocation: { artifactLocation: { uri: 'src/db.ts' } } },
    ],
    ...rest,
  });
  const run = (rest: Record<string, unknown> = {}) => ({
    tool: {
      driver: {
        name: 'Code Check 2',
        rules: [
          {
            id: 'sql-injection',
            shortDescription: { text: 'SQL injection' },
            helpUri: 'https://acme.example/sql',
          },
          { id: 'scored', properties: { 'security-severity': '9.8' } },
          { id: 'noted', defaultConfiguration: { level: 'note' } },
        ],
      },
    },
    invocations: [
      { executionSuccessful: true, endTimeUtc: '2026-03-09T08:00:00Z' },
    ],
    results: [result()],
    ...rest,
  });
  const log = (...runs: unknown[]) => ({ version: '2.1.0', runs });
  const only = (rest: Record<string, unknown>) =>
    scans(sarif, log(run({ results: [result(rest)] })))[0].findings?.[0];

  it('reads the runs of a tool as a scan', () => {
    const { items } = read(
      sarif,
      log(run(), run({ results: [result({ ruleId: 'noted' })] })),
    );
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      source: 'code-check-2',
      payload: {
        scanner: 'Code Check 2',
        scope: 'source code',
        completedAt: '2026-03-09T08:00:00.000Z',
        status: 'success',
        findings: [
          {
            vulnerability: 'sql-injection',
            package: 'source code',
            location: 'src/db.ts',
            severity: 'high',
            title: 'SQL injection',
            url: 'https://acme.example/sql',
          },
          { vulnerability: 'noted' },
        ],
      },
    });
  });

  it('reads the runs of different tools as different scans', () => {
    const other = run({ tool: { driver: { name: 'other' } }, results: [] });
    expect(
      scans(sarif, log(run(), other)).map(({ findings }) => findings?.length),
    ).toEqual([1, 0]);
  });

  it('is a failed scan when one of the runs failed', () => {
    const content = log(run(), run({ results: undefined }));
    expect(scans(sarif, content)).toMatchObject([{ status: 'failed' }]);
  });

  it.each([
    ['analyze/language:python/', 'source code analyze/language:python'],
    ['analyze/language:python/run 4711', 'source code analyze/language:python'],
    ['run 4711', 'source code'],
  ])('the scope of runs called %s is %s', (id, scope) => {
    const named = run({ automationDetails: { id } });
    expect(scans(sarif, log(named))[0].scope).toBe(scope);
    expect(scans(sarif, log(named), { scope: 'shop' })[0].scope).toBe('shop');
  });

  it.each([
    [{ ruleId: 'scored', level: 'note' }, 'critical'],
    [{ properties: { 'security-severity': 4 } }, 'medium'],
    [{ ruleId: 'noted', level: undefined }, 'low'],
    [{ ruleId: 'unheard', level: undefined }, 'medium'],
    [{ level: 'strange' }, 'unknown'],
    [{ ruleId: undefined, ruleIndex: 1, level: undefined }, 'critical'],
    [{ ruleId: 'scored/1', level: undefined }, 'critical'],
    [{ kind: 'review', level: 'none' }, 'medium'],
    [{ kind: 'open', level: undefined, ruleId: 'noted' }, 'low'],
  ])('severity of %j is %s', (rest, expected) => {
    expect(only(rest)?.severity).toBe(expected);
  });

  it.each([
    ['accepted', [{ kind: 'inSource' }], 'accepted'],
    ['under review', [{ kind: 'external', status: 'underReview' }], undefined],
    ['rejected', [{ status: 'accepted' }, { status: 'rejected' }], undefined],
    ['not there', [], undefined],
  ])('a suppression that is %s', (_, suppressions, reason) => {
    expect(only({ suppressions })?.dismissed?.reason).toBe(reason);
  });

  it.each([
    { kind: 'pass' },
    { kind: 'notApplicable' },
    { kind: 'informational', level: 'none' },
    { baselineState: 'absent' },
  ])('leaves out a result with %j', rest => {
    expect(only(rest)).toBeUndefined();
  });

  it.each([
    [
      'failed',
      {
        invocations: [
          { executionSuccessful: false, exitCodeDescription: 'out of memory' },
        ],
      },
      'out of memory',
    ],
    ['has no results', { results: undefined }, 'the run has no results'],
    ['has null as results', { results: null }, 'the run has no results'],
  ])('a run that %s is a failed scan', (_, rest, reason) => {
    expect(scans(sarif, log(run(rest)))[0]).toMatchObject({
      status: 'failed',
      reason,
    });
  });

  it.each([
    ['no run', log(), 'holds no run'],
    [
      'an older version',
      { version: '2.0.0', runs: [run()] },
      'SARIF 2.0.0 is not known',
    ],
    [
      'an error body',
      { message: 'Code scanning is not enabled' },
      'Code scanning is not enabled',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(sarif, content)).toThrow(message);
  });
});

describe('aws-ssm-patch', () => {
  const instance = (rest: Record<string, unknown> = {}) => ({
    InstanceId: 'i-1',
    Operation: 'Scan',
    OperationEndTime: '2026-03-09T08:00:00.000000+00:00',
    MissingCount: 0,
    FailedCount: 0,
    InstalledPendingRebootCount: 0,
    ...rest,
  });
  const found = (rest: Record<string, unknown>) =>
    scans(awsSsm, { InstancePatchStates: [instance(rest)] })[0].findings?.map(
      ({ vulnerability, severity, title }) => [vulnerability, severity, title],
    );

  it.each([
    ['nothing', {}, []],
    [
      'critical and other',
      {
        MissingCount: 5,
        CriticalNonCompliantCount: 2,
        OtherNonCompliantCount: 3,
      },
      [
        ['SSM-i-1-critical', 'critical', '2 critical patches not applied'],
        ['SSM-i-1-other', 'medium', '3 other patches not applied'],
      ],
    ],
    [
      'missing without severity',
      { MissingCount: 5 },
      [['SSM-i-1-missing', 'high', '5 patches missing']],
    ],
    [
      'a reboot that is pending',
      { InstalledPendingRebootCount: 1 },
      [['SSM-i-1-reboot', 'high', '1 patches wait for a reboot']],
    ],
    [
      'failed',
      { FailedCount: 2 },
      [['SSM-i-1-failed', 'high', '2 patches failed to install']],
    ],
  ])('finds %s', (_, rest, expected) => {
    expect(found(rest)).toEqual(expected);
  });

  it('is as old as the instance scanned longest ago', () => {
    const [scan] = scans(awsSsm, {
      InstancePatchStates: [
        instance(),
        instance({ InstanceId: 'i-2', OperationEndTime: 1772000000.5 }),
      ],
    });
    expect(scan).toMatchObject({
      scope: 'instances',
      completedAt: '2026-02-25T06:13:20.500Z',
    });
  });

  it('is no scan when it is one page of several', () => {
    const result = read(awsSsm, {
      InstancePatchStates: [instance()],
      NextToken: 'x',
    });
    expect(result.items[0].payload).toMatchObject({ partial: true });
    expect(result.warnings[0]).toContain('NextToken');
  });

  it.each([
    ['no instance', { InstancePatchStates: [] }, 'no instance is listed'],
    [
      'an error',
      { message: 'AccessDenied' },
      'this is an error, not a report: AccessDenied',
    ],
    [
      'another answer',
      { InstanceInformationList: [] },
      'expected InstancePatchStates',
    ],
    [
      'an instance without time',
      { InstancePatchStates: [instance({ OperationEndTime: undefined })] },
      'OperationEndTime',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(awsSsm, content)).toThrow(message);
  });
});

describe('endoflife-date', () => {
  const v0 = [
    { cycle: '22', eol: '2027-04-30' },
    { cycle: '20', eol: true },
    { cycle: 24, eol: false },
  ];
  const v1 = {
    schema_version: '1.2.0',
    result: {
      name: 'nodejs',
      releases: [
        { name: '22', isEol: false, eolFrom: '2027-04-30' },
        { name: '25', isEol: false, eolFrom: null },
      ],
    },
  };

  it.each([
    [
      'a date',
      v0,
      'nodejs 22',
      [{ product: 'nodejs', version: '22', since: '2027-04-30T00:00:00.000Z' }],
    ],
    ['already over', v0, 'nodejs@20', [{ product: 'nodejs', version: '20' }]],
    ['not announced', v0, 'nodejs 24', []],
    [
      'a date in the newer form',
      v1,
      '22',
      [{ product: 'nodejs', version: '22', since: '2027-04-30T00:00:00.000Z' }],
    ],
    ['not announced in the newer form', v1, 'nodejs 25', []],
  ])(
    'reads %s, which is no scan for vulnerabilities',
    (_, content, scope, eol) => {
      expect(scans(endOfLifeDate, content, { scope })[0]).toMatchObject({
        partial: true,
        findings: [],
        eol,
      });
    },
  );

  it.each([
    ['no scope', v0, undefined, 'say which release runs'],
    ['no product', v0, '22', 'say which release runs'],
    [
      'a release that does not exist',
      v0,
      'nodejs 9',
      'has no release 9; known are 22, 20, 24',
    ],
    [
      'a newer schema',
      { ...v1, schema_version: '2.0.0' },
      'nodejs 22',
      'schema 2.0.0 is not known',
    ],
    [
      'an error body',
      { message: 'Product not found' },
      'nodejs 22',
      'Product not found',
    ],
    ['an empty list', [], 'nodejs 22', 'found a list of 0'],
  ])('refuses %s', (_, content, scope, message) => {
    expect(() => read(endOfLifeDate, content, { scope })).toThrow(message);
  });
});
