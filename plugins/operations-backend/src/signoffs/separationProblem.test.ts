import {
  EvidenceRef,
  SignoffState,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { SeparationCase, separationProblem } from './separationProblem';

const ada = 'user:default/ada';
const bob = 'user:default/bob';

const record = (fields: Partial<EvidenceRef>): EvidenceRef => ({
  id: 'e1',
  kind: 'document',
  source: 'ci',
  observedAt: '2026-03-01T00:00:00Z',
  materialDigest: 'm',
  ...fields,
});

const slot = (
  id: string,
  state: SignoffState['state'],
  by?: string,
  onBehalfOf?: string,
): SignoffState => ({
  id,
  verb: 'approves',
  role: `${id}-role`,
  state,
  ...(by
    ? {
        decision: { by, onBehalfOf } as unknown as SignoffState['decision'],
      }
    : {}),
});

const waiver = (state: Waiver['state'], requestedBy: string) =>
  ({ id: 'w1', state, requestedBy } as Waiver);

const everything = {
  notRequester: true,
  notEvidenceSubmitter: true,
  notPolicyEditor: true,
  onePersonOneSlot: true,
};

const check = (of: Partial<SeparationCase>) =>
  separationProblem({
    separation: everything,
    party: [ada],
    slot: 'a',
    slots: [slot('a', 'open')],
    evidence: [],
    waivers: [],
    editor: 'product',
    ...of,
  })?.split(':')[0];

describe('separationProblem', () => {
  it.each<[string, Partial<SeparationCase>, string | undefined]>([
    ['nothing against it', {}, undefined],
    [
      'own record',
      { evidence: [record({ submittedBy: ada })] },
      'notEvidenceSubmitter',
    ],
    [
      'own record under a delegation',
      { party: [bob, ada], evidence: [record({ submittedBy: ada })] },
      'notEvidenceSubmitter',
    ],
    [
      'record of another person',
      { evidence: [record({ submittedBy: bob })] },
      undefined,
    ],
    [
      'manual record of nobody known',
      { evidence: [record({ source: 'manual' })] },
      'notEvidenceSubmitter',
    ],
    ['record of a tool', { evidence: [record({})] }, undefined],
    ['own exception', { waivers: [waiver('approved', ada)] }, 'notRequester'],
    [
      'own exception that waits',
      { waivers: [waiver('pending', ada)] },
      'notRequester',
    ],
    [
      'own exception that ended',
      { waivers: [waiver('expired', ada)] },
      undefined,
    ],
    ["another's exception", { waivers: [waiver('approved', bob)] }, undefined],
    ['own rules', { editor: { person: ada } }, 'notPolicyEditor'],
    ['rules of the product', { editor: 'product' }, undefined],
    ['rules that never named anybody', { editor: 'unnamed' }, undefined],
    [
      'rules that no longer name who',
      { editor: 'concealed' },
      'notPolicyEditor',
    ],
    ["another's rules", { editor: { person: bob } }, undefined],
    [
      'own approval in another slot',
      { slots: [slot('a', 'open'), slot('b', 'approved', ada)] },
      'onePersonOneSlot',
    ],
    [
      'own rejection in another slot',
      { slots: [slot('a', 'open'), slot('b', 'rejected', ada)] },
      'onePersonOneSlot',
    ],
    [
      'approval by the delegate in another slot',
      { slots: [slot('a', 'open'), slot('b', 'approved', bob, ada)] },
      'onePersonOneSlot',
    ],
    [
      'own stale approval in another slot',
      { slots: [slot('a', 'open'), slot('b', 'stale', ada)] },
      undefined,
    ],
    [
      'own approval in the same slot',
      { slots: [slot('a', 'approved', ada)] },
      undefined,
    ],
  ])('%s', (_, of, expected) => {
    expect(check(of)).toBe(expected);
    const off = Object.fromEntries(
      Object.keys(everything).map(key => [key, key !== expected]),
    ) as unknown as SeparationCase['separation'];
    expect(check({ ...of, separation: off })).toBeUndefined();
  });
});
