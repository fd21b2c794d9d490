import { toMillis } from '../../time';
import { known, unknown } from '../result';
import { earliestAfter, inWindow, nextCrossing, recordsOf } from '../select';
import { comingInstants } from './domain/population';
import {
  ActionItem,
  actionItems,
  isActionOverdue,
  isDone,
  isReviewOverdue,
  reviewCompletedAt,
  reviewsDue,
} from './domain/reviews';
import { isSecurity, quietBreaches } from './domain/securityIncidents';
import { evidenceFor, incidentFact, IncidentQuestion } from './incidentFact';

/** How many post-incident reviews are overdue. @public */
export const reviewOverdue = incidentFact(
  {
    id: 'review.overdue',
    title: 'Reviews overdue',
    description:
      'Resolved SEV-1 and SEV-2 incidents, and those of security whatever their severity, with no finished review after the business days the settings grant (five by default). With the selector "security" the latter only.',
    unit: 'count',
    of: { name: 'which incidents', required: false, values: ['security'] },
    better: 'lower',
  },
  ({ fact, subject, query, now, counted, recording, parts }) => {
    const { evidence, settings } = subject;
    const all = [...counted, ...quietBreaches(subject)];
    const asked = query.of === 'security' ? all.filter(isSecurity) : all;
    const due = reviewsDue(asked, evidence, now, settings).filter(
      ({ dueAt }) => dueAt !== undefined,
    );
    const late = due.filter(review => isReviewOverdue(review, now));
    const overdue = late.filter(
      ({ incident }) => incident.severity || isSecurity(incident),
    );
    const unrated = late.length - overdue.length;
    const names = overdue.map(({ incident }) => incident.title);
    const answered = {
      ...parts,
      n: due.length,
      validUntil: earliestAfter(now, [
        ...comingInstants(asked, now),
        ...due.flatMap(({ dueAt, completedAt }) => [
          dueAt === undefined ? undefined : dueAt + 1,
          completedAt,
        ]),
      ]),
      evidence: [
        ...evidenceFor(
          due.map(({ incident }) => incident),
          recording,
        ),
        ...due.flatMap(({ records }) => records),
      ],
    };
    if (overdue.length === 0 && unrated > 0) {
      const reason = `${unrated} incidents without a review state no severity, so whether one is due is not known`;
      return unknown(fact, query, reason, answered);
    }
    return known(fact, query, overdue.length, {
      ...answered,
      ...(names.length > 0 ? { reason: `no review of ${someOf(names)}` } : {}),
    });
  },
);

/** Names said in one sentence; the section lists all of them. */
const SAID = 10;

function someOf(names: readonly string[]): string {
  const more = names.length - SAID;
  const said = names.slice(0, SAID).join(', ');
  return more > 0 ? `${said} and ${more} more` : said;
}

/** How many reviews were finished in the window. @public */
export const reviewCompleted = incidentFact(
  {
    id: 'review.completed',
    title: 'Reviews finished',
    description: 'Post-incident reviews that were finished in the window.',
    unit: 'count',
    defaultWindow: 'P90D',
    better: 'higher',
  },
  ({ fact, subject, query, now, counted, window, recording, parts }) => {
    const finished = recordsOf(subject.evidence, 'review').map(record => ({
      record,
      at: reviewCompletedAt(record),
    }));
    const named = new Set(
      finished.map(({ record }) =>
        record.payload.incident.trim().toLowerCase(),
      ),
    );
    const inside = counted.flatMap(({ evidence }) => {
      const at = evidence.payload.review?.completedAt;
      const key = (evidence.externalId ?? evidence.id).toLowerCase();
      return at && !named.has(key)
        ? [{ record: evidence, at: toMillis(at) }]
        : [];
    });
    const all = [...finished, ...inside].flatMap(({ record, at }) =>
      at === undefined ? [] : [{ record, at }],
    );
    const done = all.filter(({ at }) => inWindow(window, at));
    return known(fact, query, done.length, {
      ...parts,
      n: done.length,
      validUntil: earliestAfter(
        now,
        all.map(({ at }) => nextCrossing(window, at)),
      ),
      evidence:
        done.length > 0 ? done.map(({ record }) => record) : recording.records,
    });
  },
  true,
);

function itemParts(
  { now, parts, recording, counted }: IncidentQuestion,
  items: ActionItem[],
) {
  return {
    ...parts,
    n: items.length,
    validUntil: earliestAfter(now, [
      ...comingInstants(counted, now),
      ...items.flatMap(({ dueAt, doneAt }) => [
        dueAt === undefined ? undefined : dueAt + 1,
        doneAt,
      ]),
    ]),
    evidence:
      items.length > 0 ? items.map(({ review }) => review) : recording.records,
  };
}

/** How many action items of reviews are overdue. @public */
export const reviewActionsOverdue = incidentFact(
  {
    id: 'review.actionsOverdue',
    title: 'Action items overdue',
    description:
      'Action items of post-incident reviews that are past their due date and not done. Not known while a review is due and none is recorded.',
    unit: 'count',
    better: 'lower',
  },
  question => {
    const { fact, subject, query, now, counted } = question;
    const items = actionItems(subject.evidence);
    const all = itemParts(question, items);
    const reviews = recordsOf(subject.evidence, 'review');
    const due = reviewsDue(
      counted,
      subject.evidence,
      now,
      subject.settings,
    ).filter(({ dueAt, incident }) => dueAt !== undefined && incident.severity);
    if (reviews.length === 0 && due.length > 0) {
      const reason = `no review is recorded for ${due.length} resolved SEV-1 or SEV-2 incidents`;
      return unknown(fact, query, reason, {
        ...all,
        evidence: due.flatMap(({ incident }) => incident.records),
      });
    }
    const overdue = items.filter(item => isActionOverdue(item, now));
    const undated = items.filter(item => !item.dueAt && !isDone(item, now));
    const reasons = [
      overdue.length > 0 && overdue.map(({ title }) => title).join('; '),
      undated.length > 0 && `${undated.length} open items have no due date`,
    ].filter(Boolean);
    return known(fact, query, overdue.length, {
      ...all,
      ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
    });
  },
  true,
);

/** Share of action items that are done. @public */
export const reviewActionsDone = incidentFact(
  {
    id: 'review.actionsDone',
    title: 'Action items done',
    description: 'Action items of post-incident reviews that are done, of all.',
    unit: 'ratio',
    better: 'higher',
  },
  question => {
    const { fact, subject, query, now } = question;
    const items = actionItems(subject.evidence);
    const all = itemParts(question, items);
    if (items.length === 0) {
      return unknown(fact, query, 'no review names an action item', all);
    }
    const done = items.filter(item => isDone(item, now)).length;
    return known(fact, query, done / items.length, all);
  },
  true,
);
