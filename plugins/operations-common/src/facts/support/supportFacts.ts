import { FactDefinition, FactResult } from '../Fact';
import { FactParts, known, unknown } from '../result';
import { earliestAfter, nextCrossing, Window, windowEnding } from '../select';
import { SupportTier } from '../settings';
import { escalations } from './escalations';
import { keptShare } from './keptShare';
import { knowledgeBaseAge } from './knowledgeBaseAge';
import { satisfaction } from './satisfaction';
import {
  periodsIn,
  pooledTickets,
  SupportPeriod,
  supportPeriods,
  supportTiers,
} from './SupportPeriod';

const defaultWindow = 'P90D';

interface Asked {
  periods: readonly SupportPeriod[];
  window: Window;
  length: string;
  parts: FactParts;
  tiers: readonly SupportTier[];
  known(value: number, parts: FactParts): FactResult;
  unknown(reason: string, parts: FactParts): FactResult;
}

function supportFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute' | 'defaultWindow'>,
  compute: (asked: Asked) => FactResult,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['support'],
    defaultWindow,
    compute(subject, query) {
      const length = query.window ?? defaultWindow;
      const of = definition.of && query.of;
      const tiers = supportTiers.filter(tier => !of || tier === of);
      if (tiers.length === 0) {
        const reason = `There is no tier ${of}; known are ${supportTiers.join(
          ', ',
        )}.`;
        return unknown(fact, query, reason);
      }
      const all = supportPeriods(subject.evidence);
      const window = windowEnding(query.now, length);
      const periods = periodsIn(all, window);
      const parts: FactParts = {
        window: length,
        validUntil: earliestAfter(
          query.now,
          all.map(({ to }) => nextCrossing(window, to)),
        ),
        evidence: periods.map(({ evidence }) => evidence),
      };
      if (periods.length === 0) {
        const reason = `No support period ended within ${length}. Import the tickets as CSV or JSON, or report evidence of kind support.`;
        return unknown(fact, query, reason, parts);
      }
      return compute({
        periods,
        window,
        length,
        parts: {
          ...parts,
          provenAt: Math.min(...periods.map(({ to }) => to)),
        },
        tiers,
        known: (value, rest) => known(fact, query, value, rest),
        unknown: (reason, rest) => unknown(fact, query, `${reason}.`, rest),
      });
    },
  };
  return fact;
}

const csat = supportFact(
  {
    id: 'support.csat',
    title: 'Support satisfaction',
    description:
      'Mean score from 1 to 5 over the periods that ended in the window, weighted with their responses; not known under five responses.',
    unit: 'score',
    better: 'higher',
  },
  asked => {
    const { value, responses, reason = '' } = satisfaction(asked.periods);
    const parts = { ...asked.parts, n: responses };
    return value === null
      ? asked.unknown(reason, parts)
      : asked.known(value, parts);
  },
);

function keptFact(
  definition: Pick<FactDefinition, 'id' | 'title' | 'description'>,
  kept: 'responded' | 'resolved',
): FactDefinition {
  return supportFact(
    {
      ...definition,
      unit: 'ratio',
      of: { name: 'tier', required: false, values: supportTiers },
      better: 'higher',
    },
    asked => {
      const tickets = pooledTickets(asked.periods, asked.tiers);
      const { value, reason } = keptShare(tickets, kept);
      const parts = {
        ...asked.parts,
        n: tickets?.opened ?? 0,
        details: Object.fromEntries(
          asked.tiers.map(tier => [
            tier,
            pooledTickets(asked.periods, [tier]) ?? null,
          ]),
        ),
      };
      if (value === null) {
        const vacuous = tickets?.opened === 0;
        return asked.unknown(reason ?? '', { ...parts, vacuous });
      }
      return asked.known(value, reason ? { ...parts, reason } : parts);
    },
  );
}

const responseKept = keptFact(
  {
    id: 'support.responseKept',
    title: 'Tickets answered in time',
    description:
      'Tickets answered within the target of their tier ÷ tickets opened, over the periods that ended in the window.',
  },
  'responded',
);

const resolutionKept = keptFact(
  {
    id: 'support.resolutionKept',
    title: 'Tickets solved in time',
    description:
      'Tickets solved within the target of their tier ÷ tickets opened, over the periods that ended in the window; open ones are not solved.',
  },
  'resolved',
);

const tickets = supportFact(
  {
    id: 'support.tickets',
    title: 'Tickets opened',
    description: 'Tickets opened in the periods that ended in the window.',
    unit: 'count',
    better: 'lower',
  },
  asked => {
    const pooled = pooledTickets(asked.periods, supportTiers);
    return pooled
      ? asked.known(pooled.opened, { ...asked.parts, n: asked.periods.length })
      : asked.unknown('The periods report no tier', asked.parts);
  },
);

const escalated = supportFact(
  {
    id: 'support.escalated',
    title: 'Tickets that became incidents',
    description:
      'Tickets of the periods that ended in the window which became incidents; not known while a period does not tell.',
    unit: 'count',
    better: 'lower',
  },
  ({ periods, parts, ...asked }) => {
    const { found, opened, silent } = escalations(periods, []);
    const all = {
      ...parts,
      n: opened,
      details: {
        tickets: found.slice(0, 20).map(({ ticket }) => ticket.ticket),
      },
    };
    return silent > 0
      ? asked.unknown(
          `${silent} of ${periods.length} periods do not tell which tickets became incidents`,
          all,
        )
      : asked.known(found.length, all);
  },
);

/** Facts about support. @internal */
export const supportFacts: readonly FactDefinition[] = [
  csat,
  responseKept,
  resolutionKept,
  knowledgeBaseAge,
  tickets,
  escalated,
];
