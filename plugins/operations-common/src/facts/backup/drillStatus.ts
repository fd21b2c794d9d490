import { DrillStatus } from '../../api/sections';
import { evidenceRef } from '../../evidence';
import { Millis, toIso, toMillis } from '../../time';
import { FactSubject } from '../Fact';
import { recordsOf } from '../select';
import { drillRecovery } from './recoveryTime';

/** The disaster recovery drills of an entity up to an instant, newest first. @internal */
export function drillStatuses(
  subject: FactSubject,
  now: Millis,
): DrillStatus[] {
  return recordsOf(subject.evidence, 'dr-drill')
    .filter(drill => toMillis(drill.payload.declaredAt) <= now)
    .reverse()
    .map(drill => {
      const { scenario, approach, declaredAt, usableAt, outcome, lessonsUrl } =
        drill.payload;
      const { took } = drillRecovery(drill);
      return {
        scenario,
        ...(approach ? { approach } : {}),
        declaredAt: toIso(toMillis(declaredAt)),
        ...(usableAt ? { usableAt: toIso(toMillis(usableAt)) } : {}),
        outcome,
        recoverySeconds: took === undefined ? null : took / 1000,
        ...(lessonsUrl ? { lessonsUrl } : {}),
        evidence: evidenceRef(drill),
      };
    });
}
