import { toIso } from '../../time';
import { FactDefinition, FactQuery } from '../Fact';
import { known, unknown } from '../result';
import { windowEnding } from '../select';
import { mean, median, p90 } from '../statistics';
import { endOfLifeFact } from './endOfLifeFact';
import { complianceFact, complianceWindow } from './complianceFact';
import { openFindings } from './openFindings';
import { patchView } from './PatchView';
import { remediationTimes } from './remediationTimes';
import { freshAt, isEndOfLifeOnly } from './ScanStream';
import { scanKnowledge, streamName } from './scanKnowledge';
import {
  countedOnly,
  patchKinds,
  ScannedDefinition,
  scannedFact,
} from './scannedFact';
import { patchPresets } from './slaPresets';

const of = { name: 'preset', required: false, values: patchPresets };

const windowOf = (query: FactQuery) => query.window ?? complianceWindow;

const overdueFact: ScannedDefinition = {
  id: 'patch.overdue',
  title: 'Overdue findings',
  description: 'Open findings past their due date.',
  unit: 'count',
  of,
  better: 'lower',
};

const overdue = scannedFact(
  overdueFact,
  true,
  ({ view, query, now, parts }) => {
    const state = openFindings(view.tracked, now);
    return known(overdueFact, query, state.overdue.length, {
      ...parts([state.changesAt, state.overdueAt]),
      n: state.openTotal,
      details: {
        ...view.policy,
        open: state.open,
        suppressed: state.suppressed,
        accepted: state.accepted,
        acceptedWithoutExpiry: state.acceptedWithoutExpiry,
      },
    });
  },
);

const oldestFact: ScannedDefinition = {
  id: 'patch.oldestOverdue',
  title: 'Oldest overdue finding',
  description:
    'Time since the earliest due date that has passed; 0 when nothing is overdue.',
  unit: 'seconds',
  of,
  better: 'lower',
};

const oldestOverdue = scannedFact(
  oldestFact,
  true,
  ({ view, query, now, parts }) => {
    const state = openFindings(view.tracked, now);
    const shared = {
      ...parts([state.overdueAt]),
      n: state.overdue.length,
    };
    if (state.oldestDueAt === undefined) {
      return known(oldestFact, query, 0, shared);
    }
    return known(oldestFact, query, (now - state.oldestDueAt) / 1000, {
      ...shared,
      grows: true,
      details: { dueAt: toIso(state.oldestDueAt) },
    });
  },
);

const criticalsFact: ScannedDefinition = {
  id: 'patch.openCriticals',
  title: 'Open critical vulnerabilities',
  description:
    'Distinct critical vulnerabilities that are open and neither suppressed nor accepted.',
  unit: 'count',
  better: 'lower',
};

const openCriticals = scannedFact(
  criticalsFact,
  false,
  ({ view, query, now, parts }) => {
    const state = openFindings(view.tracked, now);
    const counted = countedOnly(view.streams, 'critical');
    const ids = [...state.criticalVulnerabilities].sort();
    return known(criticalsFact, query, ids.length + counted, {
      ...parts([state.changesAt]),
      n: state.openTotal,
      details: {
        vulnerabilities: ids.slice(0, 20),
        findings: state.open.critical,
        severityUnknown: state.open.unknown,
        countedOnly: counted,
        suppressed: state.suppressed,
        accepted: state.accepted,
        acceptedWithoutExpiry: state.acceptedWithoutExpiry,
      },
    });
  },
);

const mttrFact: ScannedDefinition = {
  id: 'patch.mttr',
  title: 'Time to remediate',
  description:
    'Median time from detection to closure of the findings closed in the window; 90th percentile and mean beside it.',
  unit: 'seconds',
  defaultWindow: complianceWindow,
  better: 'lower',
};

const mttr = scannedFact(mttrFact, false, ({ view, query, now, parts }) => {
  const window = windowOf(query);
  const { times, imported, validUntil } = remediationTimes(
    view.tracked,
    windowEnding(now, window),
  );
  const middle = median(times);
  const shared = { ...parts([validUntil]), n: times.length, window };
  if (middle === null) {
    const reason = `No finding was closed within ${window}.`;
    return unknown(mttrFact, query, reason, shared);
  }
  return known(mttrFact, query, middle, {
    ...shared,
    details: { p90: p90(times), mean: mean(times), imported },
  });
});

const scanAge: FactDefinition = {
  id: 'patch.scanAge',
  title: 'Age of the scans',
  description:
    'Time since the last successful scan, or since its vulnerability data where that is older; the oldest of all scanned scopes.',
  unit: 'seconds',
  kinds: patchKinds,
  better: 'lower',
  compute: (subject, query) => {
    const { streams: all, scans } = patchView(subject);
    const streams = all.filter(stream => !isEndOfLifeOnly(stream));
    const ages = streams.map(stream => ({ stream, at: freshAt(stream) }));
    const never = ages.some(({ at }) => at === undefined);
    if (ages.length === 0 || never) {
      const { maxScanAge } = subject.settings.patch;
      const lacking = streams.filter(stream => freshAt(stream) === undefined);
      const { reason = '' } = scanKnowledge(lacking, maxScanAge, query.now);
      return unknown(scanAge, query, reason, { evidence: scans });
    }
    const oldest = ages.reduce((a, b) => ((b.at ?? 0) < (a.at ?? 0) ? b : a));
    const at = oldest.at ?? query.now;
    return known(scanAge, query, (query.now - at) / 1000, {
      n: streams.length,
      provenAt: at,
      grows: true,
      details: { oldest: streamName(oldest.stream) },
      evidence: scans,
    });
  },
};

/** Facts about vulnerabilities and how soon they are fixed. @public */
export const patchFacts: readonly FactDefinition[] = [
  complianceFact,
  overdue,
  oldestOverdue,
  openCriticals,
  mttr,
  scanAge,
  endOfLifeFact,
];
