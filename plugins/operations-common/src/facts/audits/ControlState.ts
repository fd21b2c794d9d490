import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { recordsOf } from '../select';

/** One control of a framework as it stands. @internal */
export interface ControlState {
  framework: string;
  control: string;
  status: 'met' | 'not-met' | 'not-applicable';
  checkedAt: Millis;
  /** It is not met now and was met before. */
  drifted: boolean;
  evidence: Evidence<'control'>;
}

/**
 * The newest check of every control, and whether it fell back.
 *
 * @param superseded - earlier revisions of the records, which say how a control stood before
 * @internal
 */
export function controlStates(
  evidence: readonly Evidence[],
  superseded: readonly Evidence[],
  now: Millis,
  framework?: string,
): ControlState[] {
  const checks = new Map<
    string,
    { at: Millis; record: Evidence<'control'> }[]
  >();
  // Earlier revisions first: of two checks at one instant the correction stands.
  for (const record of recordsOf([...superseded, ...evidence], 'control')) {
    const { payload } = record;
    const at = toMillis(payload.checkedAt ?? record.observedAt);
    if (at > now) continue;
    if (framework !== undefined && payload.framework !== framework) continue;
    const key = JSON.stringify([payload.framework, payload.control]);
    const list = checks.get(key) ?? [];
    list.push({ at, record });
    checks.set(key, list);
  }
  return [...checks.values()].map(list => {
    list.sort((a, b) => a.at - b.at);
    const { at, record } = list[list.length - 1];
    const { framework: name, control, status } = record.payload;
    const wasMet = list.some(
      ({ record: { payload } }) => payload.status === 'met',
    );
    return {
      framework: name,
      control,
      status,
      checkedAt: at,
      drifted: status === 'not-met' && wasMet,
      evidence: record,
    };
  });
}
