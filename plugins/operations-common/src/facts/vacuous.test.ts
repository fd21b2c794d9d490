import { Evidence } from '../evidence/Evidence';
import { findFact } from './catalogue';
import { evidenceOf, subjectOf } from './testing/builders';

const now = Date.parse('2026-03-01T12:00:00Z');
const at = '2026-02-20T00:00:00Z';

const recorded = evidenceOf('attestation', at, {
  statement: 'incidents-recorded',
  validUntil: '2026-04-01T00:00:00Z',
});
const incident = evidenceOf('incident', at, {
  title: 'Down',
  severity: 'sev-2',
  status: 'resolved',
  impact: 'outage',
  segments: [{ startedAt: at, endedAt: '2026-02-20T01:00:00Z' }],
  acknowledgedAt: '2026-02-20T00:05:00Z',
  resolvedAt: '2026-02-20T01:00:00Z',
});
const unacknowledged = evidenceOf('incident', at, {
  ...incident.payload,
  acknowledgedAt: null,
});
const cleanScan = evidenceOf('vulnerability-scan', '2026-02-28T00:00:00Z', {
  scanner: 'trivy',
  scope: 'image',
  completedAt: '2026-02-28T00:00:00Z',
  status: 'success',
  findings: [],
});
const run = evidenceOf('backup-run', at, {
  dataset: 'database',
  outcome: 'success',
  completedAt: at,
  recoveryPoint: at,
});
const tickets = evidenceOf('support', at, {
  from: '2026-02-01T00:00:00Z',
  to: '2026-02-15T00:00:00Z',
  tiers: { P1: { opened: 0, respondedInTarget: 0, resolvedInTarget: 0 } },
});
const oldWindow = evidenceOf('maintenance-window', '2025-06-01T00:00:00Z', {
  starts: '2025-06-01T00:00:00Z',
  ends: '2025-06-01T01:00:00Z',
});

function answer(id: string, of: string | undefined, evidence: Evidence[]) {
  return findFact(id)?.compute(subjectOf(evidence), { now, of });
}

describe('a fact without a value', () => {
  it.each<[string, string | undefined, Evidence[]]>([
    ['incident.mtta', undefined, [recorded]],
    ['incident.mttr', undefined, [recorded]],
    ['incident.responseKept', undefined, [recorded]],
    ['incident.responseKept', 'sev-1', [incident]],
    ['patch.compliance', undefined, [cleanScan]],
    ['backup.fresh', 'logs', [run]],
    ['backup.successRate', 'logs', [run]],
    ['support.responseKept', 'P1', [tickets]],
    ['window.announced', undefined, [oldWindow]],
  ])('%s (%s) knows that there was nothing to measure', (id, of, evidence) => {
    const result = answer(id, of, evidence);
    expect(result).toMatchObject({ value: null, vacuous: true });
    expect(result?.reason).toBeTruthy();
  });

  it.each<[string, string | undefined, Evidence[]]>([
    ['incident.mtta', undefined, []],
    ['incident.mtta', undefined, [unacknowledged]],
    ['incident.responseKept', 'sev-1', []],
    ['patch.compliance', undefined, []],
    ['backup.fresh', 'logs', []],
    ['backup.fresh', 'orders', [run]],
    ['support.responseKept', 'P1', []],
    ['support.responseKept', 'P2', [tickets]],
    ['window.announced', undefined, []],
  ])('%s (%s) is not known where nothing tells', (id, of, evidence) => {
    const result = answer(id, of, evidence);
    expect(result?.value).toBeNull();
    expect(result?.vacuous).toBeUndefined();
  });
});
