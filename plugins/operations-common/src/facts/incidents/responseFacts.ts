import { known, unknown } from '../result';
import { earliestAfter, inWindow, nextCrossing } from '../select';
import { Incident } from './domain/Incident';
import { comingInstants, isAcknowledged, isOpen } from './domain/population';
import { responseState } from './domain/responseTarget';
import {
  evidenceFor,
  incidentFact,
  IncidentQuestion,
  severitySelector,
} from './incidentFact';

function answerOpen(
  question: IncidentQuestion,
  chosen: (incident: Incident) => boolean,
) {
  const { fact, query, now, counted, recording, parts } = question;
  const open = counted.filter(
    incident => isOpen(incident, now) && chosen(incident),
  );
  const found = open.filter(
    ({ severity }) => query.of === undefined || severity === query.of,
  );
  const unrated =
    query.of === undefined ? [] : open.filter(one => !one.severity);
  const all = {
    ...parts,
    n: counted.length,
    validUntil: earliestAfter(now, comingInstants(counted, now)),
    evidence: evidenceFor(found.length > 0 ? found : unrated, recording),
  };
  if (found.length === 0 && unrated.length > 0) {
    const reason = `${unrated.length} open incidents state no severity`;
    return unknown(fact, query, reason, all);
  }
  const titles = found.map(({ title }) => title);
  return known(fact, query, found.length, {
    ...all,
    ...(titles.length > 0 ? { details: { titles } } : {}),
  });
}

/** How many incidents are open. @public */
export const incidentOpen = incidentFact(
  {
    id: 'incident.open',
    title: 'Open incidents',
    description:
      'Incidents that have begun and are not resolved. Asked for one severity, it is not known while only incidents of no stated severity are open.',
    unit: 'count',
    of: severitySelector,
    better: 'lower',
  },
  question => answerOpen(question, () => true),
);

/** How many open incidents nobody has acknowledged. @public */
export const incidentUnacknowledged = incidentFact(
  {
    id: 'incident.unacknowledged',
    title: 'Unacknowledged incidents',
    description: 'Open incidents that nobody has explicitly acknowledged.',
    unit: 'count',
    better: 'lower',
  },
  question =>
    answerOpen(question, incident => !isAcknowledged(incident, question.now)),
);

/** Share of incidents acknowledged within their severity's target. @public */
export const incidentResponseKept = incidentFact(
  {
    id: 'incident.responseKept',
    title: 'Response targets kept',
    description:
      'Incidents that began in the window and were acknowledged within their severity’s target, of those whose target is kept or missed (Phase 08 document: 15 minutes, 1 hour, 4 hours, 1 business day).',
    unit: 'ratio',
    of: severitySelector,
    defaultWindow: 'P90D',
    better: 'higher',
  },
  ({ fact, subject, query, now, counted, window, recording, parts }) => {
    const inside = counted.filter(({ start }) => inWindow(window, start));
    const rated = inside.filter(
      ({ severity }) => query.of === undefined || severity === query.of,
    );
    const judged = rated.map(incident => ({
      incident,
      response: responseState(incident, now, subject.settings),
    }));
    const count = (state: string) =>
      judged.filter(({ response }) => response.state === state).length;
    const kept = count('kept');
    const missed = count('missed');
    const unrated = inside.filter(({ severity }) => !severity).length;
    const all = {
      ...parts,
      n: kept + missed,
      validUntil: earliestAfter(now, [
        ...comingInstants(counted, now),
        ...counted.map(({ start }) => nextCrossing(window, start)),
        ...judged.map(({ response }) =>
          response.dueAt === undefined ? undefined : response.dueAt + 1,
        ),
      ]),
      evidence: evidenceFor(rated, recording),
      details: { kept, missed, pending: count('pending'), unrated },
    };
    if (kept + missed === 0) {
      const reason =
        unrated > 0
          ? `no incident to judge; ${unrated} state no severity`
          : 'no incident in the window had to be acknowledged yet';
      const vacuous = rated.length === 0 && unrated === 0;
      return unknown(fact, query, reason, { ...all, vacuous });
    }
    return known(fact, query, kept / (kept + missed), {
      ...all,
      ...(unrated > 0
        ? {
            reason: `${unrated} incidents state no severity and are not judged`,
          }
        : {}),
    });
  },
);

/** How often a cause came back. @public */
export const incidentRepeats = incidentFact(
  {
    id: 'incident.repeats',
    title: 'Repeat incidents',
    description:
      'Incidents that began in the window after another one with the same cause tag. Not known when incidents exist and none names its cause.',
    unit: 'count',
    defaultWindow: 'P90D',
    better: 'lower',
  },
  ({ fact, query, now, counted, window, recording, parts }) => {
    const inside = counted.filter(({ start }) => inWindow(window, start));
    const tagged = inside.filter(({ cause }) => cause);
    const causes = new Set(tagged.map(({ cause }) => cause));
    const all = {
      ...parts,
      n: inside.length,
      validUntil: earliestAfter(
        now,
        counted.map(({ start }) => nextCrossing(window, start)),
      ),
      evidence: evidenceFor(inside, recording),
    };
    if (inside.length > 0 && tagged.length === 0) {
      const reason = `none of ${inside.length} incidents names its cause`;
      return unknown(fact, query, reason, all);
    }
    const untagged = inside.length - tagged.length;
    return known(fact, query, tagged.length - causes.size, {
      ...all,
      ...(untagged > 0
        ? { reason: `${untagged} of ${inside.length} name no cause` }
        : {}),
    });
  },
);
