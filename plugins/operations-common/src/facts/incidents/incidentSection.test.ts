import { evidenceOf, subjectOf } from '../testing/builders';
import { incidentSection } from './incidentSection';
import {
  at,
  incidentOf,
  onCallOf,
  recordedOf,
  Records,
  reviewOf,
  testNow,
} from './testing/incidents';

const section = (evidence: Records) =>
  incidentSection(subjectOf(evidence), testNow);

const reviewed = incidentOf('10T12:00', {
  externalId: 'INC-1',
  acknowledgedAt: at('10T12:10'),
  endedAt: '10T14:00',
  cause: 'dns',
});
const again = incidentOf('24T12:00', { endedAt: '25T12:00', cause: 'dns' });
const backwards = incidentOf('12T12:00', { endedAt: '12T11:00' });
const maintenance = incidentOf('13T12:00', {
  endedAt: '13T13:00',
  impact: 'maintenance',
});
const merged = incidentOf('14T12:00', {
  endedAt: '14T13:00',
  status: 'merged',
});
const ancient = incidentOf('2025-01-01T00:00:00Z', {
  endedAt: '2025-01-02T00:00:00Z',
});
const stuck = incidentOf('2025-06-01T00:00:00Z');

describe('incidentSection', () => {
  it('is null where nothing is recorded', () => {
    expect(section([])).toBeNull();
  });

  it('lists what has a part in the window or is open, newest first', () => {
    const result = section([
      ancient,
      stuck,
      reviewed,
      maintenance,
      merged,
      again,
      backwards,
    ]);
    expect(result?.incidents.map(({ title }) => title)).toEqual([
      again.payload.title,
      maintenance.payload.title,
      backwards.payload.title,
      reviewed.payload.title,
      stuck.payload.title,
    ]);
    expect(result?.total).toBe(5);
  });

  it('tells of each what counts', () => {
    const list = section([reviewed, backwards, maintenance])?.incidents;
    expect(list).toMatchObject([
      {
        counted: false,
        responseKept: null,
        notes: ['maintenance, not counted'],
      },
      { counted: true, resolveSeconds: null, responseKept: false },
      { ackSeconds: 600, resolveSeconds: 7200, responseKept: true },
    ]);
    expect(list?.[1].notes[0]).toMatch(/resolved before it started/);
    expect(list?.[2]).toMatchObject({ responseTargetSeconds: 3600 });
  });

  it('sums up times, targets, reviews, causes and duty', () => {
    const review = reviewOf('INC-1', {
      actionItems: [
        { id: 'a', title: 'alert earlier', dueAt: at('25T00:00') },
        { id: 'b', title: 'write it down', doneAt: at('21T00:00') },
      ],
    });
    const result = section([reviewed, again, review, onCallOf()]);
    expect(result).toMatchObject({
      mtta: { mean: 600, n: 1, of: 2 },
      mttr: { mean: 13 * 3600, n: 2, of: 2 },
      mtbf: { n: 2 },
      availability: { from: 'incidents' },
      reviews: {
        due: 2,
        overdue: 0,
        done: 1,
        actionsOpen: 1,
        actionsOverdue: 1,
        actionsDone: 1,
        repeatCauses: [{ cause: 'dns', incidents: 2 }],
      },
      onCall: [{ schedule: 'primary', ok: true }],
    });
    expect(result?.responseTargets[1]).toEqual({
      severity: 'sev-2',
      target: 'PT1H',
      kept: 1,
      missed: 1,
      pending: 0,
    });
  });

  it('shows no zero for what is not known', () => {
    const result = section([onCallOf()]);
    const notRecorded = expect.stringMatching(/that there was none is not/);
    expect(result).toMatchObject({
      notRecorded,
      mtta: { mean: null, n: 0, of: 0, reason: notRecorded },
      mttr: { mean: null, n: 0, of: 0, reason: notRecorded },
      mtbf: { value: null, n: 0, reason: notRecorded },
      availability: { value: null, from: null },
      onCall: [{ schedule: 'primary' }],
    });
  });

  it('says that there was none where that is known', () => {
    expect(section([recordedOf()])).toMatchObject({
      mtta: { mean: null, n: 0, of: 0, reason: 'no incidents in the window' },
      mttr: { mean: null, n: 0, of: 0 },
      mtbf: { value: null, n: 0, reason: 'no failures in P90D' },
      incidents: [],
    });
  });

  it('takes availability from the SLO where there is one', () => {
    const slo = evidenceOf('slo', at('30T00:00'), {
      name: 'up',
      target: 0.99,
      window: 'P30D',
      method: 'occurrences',
      objective: 'availability',
      sli: 0.995,
      state: 'ok',
    });
    expect(section([slo, reviewed])?.availability).toMatchObject({
      value: 0.995,
      from: 'slo',
    });
  });

  it('lists at most fifty of any number', () => {
    const many = Array.from({ length: 60 }, () => incidentOf('20T00:00'));
    const result = section(many);
    expect(result?.incidents).toHaveLength(50);
    expect(result?.total).toBe(60);
  });
});
