import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload } from '../../evidence/kinds';
import { recordsOf } from '../select';
import { pooledTickets, SupportPeriod, supportTiers } from './SupportPeriod';

type Escalated = NonNullable<
  NonNullable<EvidencePayload<'support'>['escalated']>[number]
>;

/** A ticket that became an incident, with the incident where it is known here. @internal */
export interface Escalation {
  ticket: Escalated;
  incident?: Evidence<'incident'>;
}

/** What is known of tickets that became incidents. @internal */
export interface Escalations {
  found: Escalation[];
  /** Tickets opened in the periods that tell. */
  opened: number;
  /** Periods that do not tell. */
  silent: number;
}

/**
 * The tickets of some periods that became incidents, each once.
 *
 * @remarks An incident is found by its own id in its tool, in any case.
 * @internal
 */
export function escalations(
  periods: readonly SupportPeriod[],
  evidence: readonly Evidence[],
): Escalations {
  const incidents = new Map<string, Evidence<'incident'>>();
  for (const record of recordsOf(evidence, 'incident')) {
    for (const name of [record.id, record.externalId]) {
      if (name !== undefined) incidents.set(name.toLowerCase(), record);
    }
  }
  const telling = periods.filter(({ evidence: { payload } }) =>
    Array.isArray(payload.escalated),
  );
  const found = new Map<string, Escalation>();
  for (const { evidence: record } of telling) {
    for (const ticket of record.payload.escalated ?? []) {
      const incident = incidents.get((ticket.incident ?? '').toLowerCase());
      found.set(JSON.stringify([record.source, ticket.ticket]), {
        ticket,
        ...(incident ? { incident } : {}),
      });
    }
  }
  return {
    found: [...found.values()],
    opened: pooledTickets(telling, supportTiers)?.opened ?? 0,
    silent: periods.length - telling.length,
  };
}
