import { Overview, RollUp } from '../api/Overview';
import { auditSection } from '../facts/audits';
import { datasetStatuses, drillStatuses } from '../facts/backup';
import { documentSection } from '../facts/documents';
import { FactSubject } from '../facts/Fact';
import { improvementSection } from '../facts/improvement';
import { incidentSection } from '../facts/incidents';
import { maintenanceSection } from '../facts/maintenance';
import { patchSection } from '../facts/patch';
import { goldenSignals, sloStatuses } from '../facts/service';
import { supportSection } from '../facts/support';
import { ScorecardResult } from '../scorecards/Result';
import { Millis, toIso } from '../time';
import { targetsFor } from './metricTargets';
import { metricTiles } from './metricTiles';
import { missingPanels } from './missingPanels';
import { overviewUntil } from './overviewUntil';
import { requiredDocuments, scorecardSummary } from './scorecardSummary';

/** What an overview is made of beside the entity's evidence. @public */
export interface OverviewOptions {
  now: Millis;
  /** The entity's results, in the order in which they are shown. */
  scorecards: readonly ScorecardResult[];
  /** For System, Domain, Group and User. */
  rollUp?: RollUp;
  collectors: Overview['collectors'];
}

/**
 * The whole tab of an entity from what is known of it.
 *
 * @remarks Pure: the same input gives the same answer, which holds until its `validUntil`.
 * @public
 */
export function buildOverview(
  subject: FactSubject,
  { now, scorecards, rollUp, collectors }: OverviewOptions,
): Overview {
  const documents = requiredDocuments(scorecards);
  const sections = {
    metrics: metricTiles(subject, now, { targets: targetsFor(scorecards) }),
    slos: sloStatuses(subject, now),
    goldenSignals: goldenSignals(subject, now),
    datasets: datasetStatuses(subject, now),
    drills: drillStatuses(subject, now),
    patch: patchSection(subject, now),
    incidents: incidentSection(subject, now),
    maintenance: maintenanceSection(subject, now),
    audits: auditSection(subject, now),
    support: supportSection(subject, now),
    improvement: improvementSection(subject, now),
    documents: documentSection(subject, now, documents),
    scorecards: scorecards.map(scorecardSummary),
  };
  const until = overviewUntil(subject, now, {
    ...sections,
    rollUp,
    documents,
  });
  return {
    entityRef: subject.entity.entityRef,
    asOf: toIso(now),
    validUntil: toIso(until),
    ...sections,
    missing: missingPanels(subject, sections, now),
    ...(rollUp ? { rollUp } : {}),
    collectors,
  };
}
