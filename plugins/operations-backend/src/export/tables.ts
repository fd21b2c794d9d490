import {
  EntityProfile,
  ScorecardHistory,
  SignoffDecision,
  toIso,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { csvLine } from '../fleet/csv';
import { EvidenceRow } from '../ledger/evidenceRow';
import { ExportScope } from './ExportScope';
import { Life } from './ExportStore';

type View = ExportScope['view'];

/** First lines of the tables of a pack; the full view has the last columns more. @internal */
export const tableHeads = {
  population: () =>
    csvLine([
      'entityRef',
      'uid',
      'seenFrom',
      'goneFrom',
      'title',
      'kind',
      'type',
      'owner',
      'system',
      'lifecycle',
      'scorecards',
    ]),
  signoffs: (view: View) =>
    csvLine([
      'id',
      'at',
      'entityRef',
      'scorecard',
      'criterion',
      'slot',
      'role',
      'decision',
      'by',
      'onBehalfOf',
      'subjectDigest',
      'logIndex',
      'revokedAt',
      'revokedBy',
      'clearedAt',
      'clearedBy',
      ...(view === 'full' ? ['comment', 'endReason'] : []),
    ]),
  exceptions: (view: View) =>
    csvLine([
      'id',
      'entityRef',
      'scorecard',
      'criterion',
      'state',
      'requestedBy',
      'requestedAt',
      'decidedBy',
      'decidedAt',
      'expiresAt',
      ...(view === 'full' ? ['ticket', 'reason', 'compensatingControl'] : []),
    ]),
  changes: () =>
    csvLine([
      'at',
      'entityRef',
      'scorecard',
      'what',
      'from',
      'to',
      'cause',
      'policyDigest',
    ]),
};

/** An entity of the population, with the catalog fields that it was judged with last. @internal */
export function populationLine(
  { entityRef, uid, appearedAt, vanishedAt }: Life,
  profile: EntityProfile | undefined,
  scorecards: readonly string[],
): string {
  return csvLine([
    entityRef,
    uid,
    toIso(appearedAt),
    vanishedAt === undefined ? '' : toIso(vanishedAt),
    profile?.title ?? '',
    entityRef.split(':')[0],
    profile?.type ?? '',
    profile?.owner ?? '',
    profile?.system ?? '',
    profile?.lifecycle ?? '',
    scorecards.join(' '),
  ]);
}

/** A sign-off. @internal */
export function signoffLine(
  decision: SignoffDecision,
  logIndex: number,
  view: View,
): string {
  const { revoked, cleared } = decision;
  return csvLine([
    decision.id,
    decision.at,
    decision.entityRef,
    decision.scorecard,
    decision.criterion,
    decision.slot,
    decision.role,
    decision.decision,
    decision.by,
    decision.onBehalfOf ?? '',
    decision.subjectDigest,
    logIndex,
    revoked?.at ?? '',
    revoked?.by ?? '',
    cleared?.at ?? '',
    cleared?.by ?? '',
    ...(view === 'full'
      ? [decision.comment, (revoked ?? cleared)?.reason ?? '']
      : []),
  ]);
}

/** An exception. @internal */
export function exceptionLine(waiver: Waiver, view: View): string {
  return csvLine([
    waiver.id,
    waiver.entityRef,
    waiver.scorecard,
    waiver.criterion,
    waiver.state,
    waiver.requestedBy,
    waiver.requestedAt,
    waiver.decidedBy ?? '',
    waiver.decidedAt ?? '',
    waiver.expiresAt,
    ...(view === 'full'
      ? [waiver.ticket ?? '', waiver.reason, waiver.compensatingControl]
      : []),
  ]);
}

/** Verdicts and gates that changed at once. @internal */
export function changeLines(
  entityRef: string,
  scorecard: string,
  change: ScorecardHistory['changes'][number],
): string[] {
  const { at, cause, policyDigest, gate, criteria } = change;
  const lineOf = (what: string, from: string | undefined, to: string) =>
    csvLine([
      at,
      entityRef,
      scorecard,
      what,
      from ?? '',
      to,
      cause,
      policyDigest,
    ]);
  return [
    ...(gate ? [lineOf('gate', gate.from, gate.to)] : []),
    ...criteria.map(({ criterion, from, to }) => lineOf(criterion, from, to)),
  ];
}

/**
 * A record as a line of JSON.
 *
 * @remarks The payload is the stored text itself. The controlled view has the digest in its place, by which a record that is shown
 * on demand can be recognised.
 * @internal
 */
export function evidenceLine(row: EvidenceRow, view: View): string {
  const { external_id, links, payload } = row;
  const head = JSON.stringify({
    id: row.id,
    entityRef: row.entity_ref,
    entityUid: row.entity_uid,
    kind: row.kind,
    source: row.source,
    ...(external_id === null ? {} : { externalId: external_id }),
    observedAt: toIso(Number(row.observed_at)),
    receivedAt: toIso(Number(row.received_at)),
    submittedBy: row.submitted_by,
    digest: row.digest,
    ...(view === 'full' && links !== null ? { links: JSON.parse(links) } : {}),
  });
  return view === 'full'
    ? `${head.slice(0, -1)},"payload":${payload}}\n`
    : `${head}\n`;
}

/** A sign-off or an exception as a line of JSON; the controlled view has nothing that people wrote. @internal */
export function decisionLine(
  decision: SignoffDecision | Waiver,
  view: View,
): string {
  const type = 'slot' in decision ? 'signoff' : 'exception';
  const personal = ['comment', 'reason', 'compensatingControl', 'ticket'];
  const line = JSON.stringify({ type, ...decision }, (name, value) =>
    view === 'controlled' && personal.includes(name) ? undefined : value,
  );
  return `${line}\n`;
}
