import { Evidence } from '../evidence/Evidence';
import { isoDay, onDay } from '../facts/testing/ask';
import { evidenceOf, subjectOf } from '../facts/testing/builders';
import { entityStandards } from './entityStandards';
import { standardEntity, standardPostures } from './standardPosture';
import { standardOf } from './standardOf';

it.each([
  ['SOC 2', 'soc-2'],
  ['soc2 Type II', 'soc-2'],
  ['SOC 2 assessment of Q1', 'soc-2'],
  ['ISO/IEC 27001:2022', 'iso-27001'],
  ['iso27001', 'iso-27001'],
  ['EU GDPR', 'gdpr'],
  ['PCI-DSS v4', 'pci-dss'],
  ['NIST SP 800-53 rev5', 'nist-800-53'],
  ['Our own rules', 'our-own-rules'],
  ['SOC 1', 'soc-1'],
  ['', 'none'],
  [null, 'none'],
  ['%%%', 'none'],
])('%j is the standard %s', (name, id) => {
  expect(standardOf(name).id).toBe(id);
});

const control = (
  day: number,
  framework: string,
  name: string,
  status: 'met' | 'not-met' | 'not-applicable',
) =>
  evidenceOf(
    'control',
    isoDay(day),
    { framework, control: name, status },
    { externalId: `${framework} ${name} ${day}` },
  );

const audit = (day: number, rest: object = {}) =>
  evidenceOf('audit', isoDay(day), {
    type: 'external',
    standard: 'SOC 2',
    outcome: 'passed',
    completedAt: isoDay(day),
    ...rest,
  });

const row = (entityRef: string, evidence: Evidence[], now = onDay(50)) => {
  const standard = entityStandards(subjectOf(evidence), now).find(
    ({ id }) => id === 'soc-2',
  );
  if (!standard) throw new Error('no SOC 2');
  return { entityRef, standard, exceptions: [isoDay(60)] };
};

const shop = row('component:default/shop', [
  control(1, 'SOC2', 'cc1', 'met'),
  control(9, 'soc 2', 'cc1', 'not-met'),
  control(1, 'SOC 2', 'cc1', 'met'),
  control(1, 'SOC 2', 'cc2', 'not-met'),
  control(20, 'SOC 2', 'cc2', 'met'),
  control(1, 'SOC 2', 'cc3', 'not-applicable'),
  audit(30, {
    outcome: 'passed-with-findings',
    nextDueAt: isoDay(395),
    findings: [
      { id: '1', title: 'Late', dueAt: isoDay(45) },
      { id: '2', title: 'Soon', dueAt: isoDay(70) },
      { id: '3', title: 'Some day' },
      { id: '4', title: 'Closed', dueAt: isoDay(40), closedAt: isoDay(39) },
    ],
  }),
]);

it('one entity: drift, what is overdue by now, the next audit', () => {
  expect(standardEntity(shop, onDay(50))).toEqual({
    entityRef: 'component:default/shop',
    controls: {
      met: 3,
      applicable: 4,
      notMet: ['cc1'],
      notApplicable: 1,
      oldestCheckAt: isoDay(1),
    },
    drift: [],
    findings: { open: 3, overdue: 1 },
    audits: [
      {
        type: 'external',
        title: 'External audit',
        at: isoDay(30),
        passed: true,
        nextDueAt: isoDay(395),
      },
    ],
    exceptions: 1,
  });
  expect(standardEntity(shop, onDay(80))).toMatchObject({
    findings: { overdue: 2 },
    exceptions: 0,
  });
});

it('sees a control that fell back', () => {
  const fallen = row('component:default/pay', [
    control(1, 'SOC 2', 'cc1', 'met'),
    control(9, 'SOC 2', 'cc1', 'not-met'),
  ]);
  expect(standardEntity(fallen, onDay(50)).drift).toEqual(['cc1']);
});

it('across entities: counts, never mean shares, and who is worst off', () => {
  const good = row('component:default/good', [control(1, 'SOC 2', 'a', 'met')]);
  const silent = row('component:default/silent', [
    audit(10, { outcome: 'failed' }),
  ]);
  const [posture] = standardPostures([shop, good, silent], onDay(50));
  expect(posture).toEqual({
    id: 'soc-2',
    title: 'SOC 2',
    entities: 3,
    controls: {
      met: 4,
      applicable: 5,
      share: 0.8,
      entitiesMeetingAll: 1,
      entitiesAssessed: 2,
      worst: { entityRef: 'component:default/shop', share: 0.75 },
    },
    drift: { controls: 0, entities: 0 },
    findings: { open: 3, overdue: 1, notKnown: 1 },
    audits: {
      passed: 1,
      failed: 1,
      lastPassedAt: isoDay(30),
      nextDueAt: isoDay(395),
    },
    exceptions: 3,
  });
});

it('knows no share where no control applies', () => {
  const [posture] = standardPostures(
    [row('component:default/x', [audit(10)])],
    onDay(50),
  );
  expect(posture.controls).toMatchObject({
    share: null,
    reason: 'no control has been checked',
  });
});
