import { StandardEntity, StandardPosture } from '../api/responses';
import { Millis, toIso, toMillis } from '../time';
import { EntityStandard } from './EntityStandard';

/** What is kept of one entity and one standard, with the entity's open exceptions. @public */
export interface StandardRow {
  entityRef: string;
  owner?: string;
  standard: EntityStandard;
  /** When each approved exception of the entity ends. */
  exceptions: readonly string[];
}

const latest = (instants: readonly string[]) =>
  toIso(Math.max(...instants.map(toMillis)));
const earliest = (instants: readonly string[]) =>
  toIso(Math.min(...instants.map(toMillis)));

/** An entity's standing in one standard at an instant. @public */
export function standardEntity(
  { entityRef, owner, standard, exceptions }: StandardRow,
  now: Millis,
): StandardEntity {
  const { controls, findings, audits } = standard;
  const applicable = controls.met + controls.notMet.length;
  const overdue = findings.due.filter(at => toMillis(at) < now);
  return {
    entityRef,
    ...(owner ? { owner } : {}),
    controls: {
      met: controls.met,
      applicable,
      notMet: controls.notMet,
      notApplicable: controls.notApplicable,
      ...(controls.oldestCheckAt
        ? { oldestCheckAt: controls.oldestCheckAt }
        : {}),
    },
    drift: controls.drift,
    findings: {
      ...(findings.notKnown ? { notKnown: findings.notKnown } : {}),
      open: findings.due.length + findings.undated,
      overdue: overdue.length,
    },
    audits,
    exceptions: exceptions.filter(at => toMillis(at) > now).length,
  };
}

/**
 * Each standard across entities.
 *
 * @remarks
 * Controls are counted, never their shares averaged; the entity that is worst off is named. An entity whose findings are not known is
 * counted as such, not as one without findings.
 * @public
 */
export function standardPostures(
  rows: readonly StandardRow[],
  now: Millis,
): StandardPosture[] {
  const groups = new Map<string, StandardRow[]>();
  for (const row of rows) {
    const { id } = row.standard;
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return [...groups]
    .map(([id, group]) =>
      postureOf(
        id,
        group[0].standard.title,
        group.map(row => standardEntity(row, now)),
        now,
      ),
    )
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

function postureOf(
  id: string,
  title: string,
  entities: readonly StandardEntity[],
  now: Millis,
): StandardPosture {
  const assessed = entities.filter(({ controls }) => controls.applicable > 0);
  const sum = (of: (entity: StandardEntity) => number) =>
    entities.reduce((total, entity) => total + of(entity), 0);
  const met = sum(({ controls }) => controls.met);
  const applicable = sum(({ controls }) => controls.applicable);
  const [worst] = assessed
    .filter(({ controls }) => controls.met < controls.applicable)
    .sort(
      (a, b) => shareOf(a) - shareOf(b) || (a.entityRef < b.entityRef ? -1 : 1),
    );
  const audits = entities.flatMap(entity => entity.audits);
  const passed = audits.filter(audit => audit.passed).map(({ at }) => at);
  const next = audits.flatMap(({ nextDueAt }) =>
    nextDueAt && toMillis(nextDueAt) > now ? nextDueAt : [],
  );
  return {
    id,
    title,
    entities: entities.length,
    controls: {
      met,
      applicable,
      share: applicable === 0 ? null : met / applicable,
      ...(applicable === 0 ? { reason: 'no control has been checked' } : {}),
      entitiesMeetingAll: assessed.filter(entity => shareOf(entity) === 1)
        .length,
      entitiesAssessed: assessed.length,
      ...(worst
        ? { worst: { entityRef: worst.entityRef, share: shareOf(worst) } }
        : {}),
    },
    drift: {
      controls: sum(({ drift }) => drift.length),
      entities: entities.filter(({ drift }) => drift.length > 0).length,
    },
    findings: {
      open: sum(({ findings }) => findings.open),
      overdue: sum(({ findings }) => findings.overdue),
      notKnown: entities.filter(({ findings }) => findings.notKnown).length,
    },
    audits: {
      failed: audits.filter(audit => !audit.passed).length,
      passed: passed.length,
      ...(passed.length > 0 ? { lastPassedAt: latest(passed) } : {}),
      ...(next.length > 0 ? { nextDueAt: earliest(next) } : {}),
    },
    exceptions: sum(({ exceptions }) => exceptions),
  };
}

function shareOf({ controls }: StandardEntity): number {
  return controls.met / controls.applicable;
}
