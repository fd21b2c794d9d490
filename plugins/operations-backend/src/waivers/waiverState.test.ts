import { toIso } from '@backstage-operations/plugin-operations-common';
import { waiverState } from './waiverState';
import { WaiverEvent, WaiverRequest } from './WaiverStore';

const request: WaiverRequest = {
  id: 'w',
  entityRef: 'component:default/a',
  entityUid: 'uid',
  scorecard: 'ready',
  criterion: 'tested',
  reason: 'r',
  compensatingControl: 'c',
  expiresAt: toIso(1_000),
  requestedBy: 'user:default/ada',
  requestedAt: toIso(0),
};

const event = (type: WaiverEvent['type'], at: number): WaiverEvent => ({
  waiverId: 'w',
  type,
  by: 'user:default/bob',
  at,
  comment: '',
  ...(type === 'approved' ? { band: '{}' } : {}),
});

describe('waiverState', () => {
  it.each<[WaiverEvent['type'][], number, string]>([
    [[], 999, 'pending'],
    [[], 1_000, 'expired'],
    [['approved'], 999, 'approved'],
    [['approved'], 1_000, 'expired'],
    [['denied'], 999, 'denied'],
    [['denied'], 1_000, 'denied'],
    [['approved', 'revoked'], 999, 'revoked'],
    [['approved', 'revoked'], 1_000, 'revoked'],
    [['approved', 'worsened'], 999, 'pending'],
    [['approved', 'worsened'], 1_000, 'expired'],
    [['approved', 'worsened', 'approved'], 999, 'approved'],
    [['approved', 'worsened', 'denied'], 999, 'denied'],
  ])('%j at %d is %s', (types, at, expected) => {
    const events = types.map((type, index) => event(type, index));
    expect(waiverState(request, events, at).state).toBe(expected);
  });

  it('forgets who approved once it has to be decided again', () => {
    const events = [event('approved', 1), event('worsened', 2)];
    expect(waiverState(request, events, 3)).toEqual({
      ...request,
      state: 'pending',
    });
  });
});
