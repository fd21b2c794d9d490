import { SupportSection } from '../../api/sections';
import { EvidencePayload } from '../../evidence/kinds';
import { Millis, toIso } from '../../time';
import { FactSubject } from '../Fact';
import { windowEnding } from '../select';
import { escalations } from './escalations';
import { keptShare } from './keptShare';
import { knowledgeBaseReviewedAt } from './knowledgeBaseAge';
import { satisfaction } from './satisfaction';
import {
  periodsIn,
  pooledTickets,
  SupportPeriod,
  supportPeriods,
  supportTiers,
} from './SupportPeriod';

const length = 'P90D';
const shown = 50;

/** Support as the tab shows it; null when it was never reported. @public */
export function supportSection(
  subject: FactSubject,
  now: Millis,
): SupportSection | null {
  const all = supportPeriods(subject.evidence);
  if (all.length === 0) return null;
  const periods = periodsIn(all, windowEnding(now, length));
  const { targets } = subject.settings.support;
  const knowledgeBase = knowledgeBaseOf(all.filter(({ to }) => to <= now));
  return {
    window: length,
    tiers: supportTiers.flatMap(tier => {
      const tickets = pooledTickets(periods, [tier]);
      if (!tickets) return [];
      const { response, resolution, business } = targets[tier];
      return [
        {
          tier,
          responseTarget: business ? `${response} of working time` : response,
          resolutionTarget: resolution,
          opened: tickets.opened,
          respondedInTarget: keptShare(tickets, 'responded').value,
          resolvedInTarget: keptShare(tickets, 'resolved').value,
          ...(tickets.open === undefined ? {} : { open: tickets.open }),
        },
      ];
    }),
    csat: satisfaction(periods),
    ...(knowledgeBase ? { knowledgeBase } : {}),
    ...escalatedOf(periods, subject),
  };
}

function escalatedOf(
  periods: readonly SupportPeriod[],
  { evidence }: FactSubject,
): Pick<SupportSection, 'escalated'> {
  const { found, silent } = escalations(periods, evidence);
  if (silent === periods.length) return {};
  return {
    escalated: {
      count: found.length,
      ...(silent > 0
        ? {
            notKnown: `${silent} of ${periods.length} periods do not tell which tickets became incidents`,
          }
        : {}),
      items: found.slice(0, shown).map(({ ticket, incident }) => ({
        ticket: ticket.ticket,
        ...(ticket.tier ? { tier: ticket.tier } : {}),
        ...(ticket.url ? { url: ticket.url } : {}),
        ...(ticket.incident ? { incident: ticket.incident } : {}),
        ...(incident ? incidentOf(incident.payload) : {}),
      })),
    },
  };
}

function incidentOf({ title, severity, url }: EvidencePayload<'incident'>) {
  return {
    incidentTitle: title,
    ...(severity ? { severity } : {}),
    ...(url ? { incidentUrl: url } : {}),
  };
}

function knowledgeBaseOf(
  periods: readonly SupportPeriod[],
): SupportSection['knowledgeBase'] {
  const saying = periods.filter(
    ({ evidence }) => evidence.payload.knowledgeBase,
  );
  const newest = saying[saying.length - 1]?.evidence.payload.knowledgeBase;
  if (!newest) return undefined;
  const reviews = saying.flatMap(
    period => knowledgeBaseReviewedAt(period) ?? [],
  );
  return {
    articles: newest.articles,
    ...(newest.updated === undefined ? {} : { updated: newest.updated }),
    ...(reviews.length > 0 ? { reviewedAt: toIso(Math.max(...reviews)) } : {}),
  };
}
