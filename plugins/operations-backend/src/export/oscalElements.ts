import {
  toIso,
  Verdict,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { EvidenceRow } from '../ledger/evidenceRow';
import { Life } from './ExportStore';
import {
  oscalComponent,
  oscalFinding,
  oscalItem,
  oscalObservation,
  oscalRisk,
} from './oscalSchemas';
import { uuidOf } from './uuidOf';

const NAMESPACE = 'https://backstage-operations.io/ns/oscal';

/** What a criterion said about an entity at the end of the period. @internal */
export interface JudgedCriterion {
  life: Life;
  scorecard: string;
  criterion: string;
  /** Title of the criterion. */
  title: string;
  verdict: Verdict;
  /** The exception that covers it. */
  waiver?: Waiver;
}

/** Text in one line that is never empty, as OSCAL wants titles. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim() || '(none)';
}

function propsOf(values: Record<string, string>) {
  return Object.entries(values).map(([name, value]) => ({
    name,
    ns: NAMESPACE,
    value: oneLine(value),
  }));
}

const STATUS = {
  pending: 'deviation-requested',
  approved: 'deviation-approved',
  denied: 'open',
  revoked: 'open',
  expired: 'open',
} as const;

const REASON: Partial<Record<Verdict, 'pass' | 'fail'>> = {
  pass: 'pass',
  fail: 'fail',
};

/**
 * Elements of OSCAL documents, each checked as it is made.
 *
 * @remarks Every UUID follows from the log's name and the id of the thing, so that the same thing has the same one in every pack.
 * @internal
 */
export class OscalElements {
  /** @param origin - name of the log, unique in the world */
  static create(origin: string): OscalElements {
    return new OscalElements(origin);
  }

  private constructor(private readonly origin: string) {}

  uuid(type: string, ...ids: (string | number)[]): string {
    return uuidOf([this.origin, type, ...ids].join('\n'));
  }

  component({ uid, entityRef, vanishedAt }: Life) {
    return check(oscalComponent, {
      uuid: this.uuid('component', uid),
      type: 'system',
      title: oneLine(entityRef),
      description: oneLine(`The catalog entity ${entityRef}`),
      props: propsOf({ 'entity-ref': entityRef, uid }),
      status: {
        state: vanishedAt === undefined ? 'operational' : 'disposition',
      },
    });
  }

  /** A record; what a person sent was examined, what a machine sent was tested. */
  evidence(row: EvidenceRow) {
    const { id, entity_uid, kind, source, digest, submitted_by } = row;
    return check(oscalObservation, {
      uuid: this.uuid('evidence', id),
      title: oneLine(`${kind} from ${source}`),
      description: oneLine(`Record ${id} of evidence.jsonl`),
      props: propsOf({ kind, source, digest }),
      methods: [submitted_by.startsWith('user:') ? 'EXAMINE' : 'TEST'],
      subjects: [this.subject(entity_uid)],
      collected: toIso(Number(row.observed_at)),
    });
  }

  /** That a scorecard was computed for an entity as of the end of the period. */
  evaluation({ uid, entityRef }: Life, scorecard: string, at: number) {
    return check(oscalObservation, {
      uuid: this.uuid('evaluation', uid, scorecard, at),
      title: oneLine(`Scorecard ${scorecard} of ${entityRef}`),
      description: 'The verdicts that were stored at this instant',
      props: propsOf({ scorecard, 'entity-ref': entityRef }),
      methods: ['TEST'],
      subjects: [this.subject(uid)],
      collected: toIso(at),
    });
  }

  risk(waiver: Waiver, controlled: boolean) {
    const { id, entityRef, scorecard, criterion, state } = waiver;
    const left = 'Left out of this view';
    return check(oscalRisk, {
      uuid: this.uuid('risk', id),
      title: oneLine(`${scorecard}: ${criterion} of ${entityRef}`),
      description: (!controlled && waiver.reason.trim()) || left,
      statement: (!controlled && waiver.compensatingControl.trim()) || left,
      props: propsOf({
        exception: id,
        state,
        'requested-by': waiver.requestedBy,
        ...(waiver.decidedBy === undefined
          ? {}
          : { 'decided-by': waiver.decidedBy }),
      }),
      status: STATUS[state],
      deadline: waiver.expiresAt,
    });
  }

  finding(judged: JudgedCriterion, at: number) {
    const { life, scorecard, criterion, verdict, waiver } = judged;
    return check(oscalFinding, {
      uuid: this.uuid('finding', life.uid, scorecard, criterion, at),
      ...this.told(judged),
      target: {
        type: 'objective-id',
        'target-id': `${scorecard}.${criterion}`,
        status: {
          state: verdict === 'pass' ? 'satisfied' : 'not-satisfied',
          reason: REASON[verdict] ?? 'other',
        },
      },
      'related-observations': [
        {
          'observation-uuid': this.uuid('evaluation', life.uid, scorecard, at),
        },
      ],
      ...this.risks(waiver),
    });
  }

  item(judged: JudgedCriterion, at: number) {
    const { life, scorecard, criterion, waiver } = judged;
    return check(oscalItem, {
      uuid: this.uuid('item', life.uid, scorecard, criterion, at),
      ...this.told(judged),
      ...this.risks(waiver),
    });
  }

  private told({
    life,
    scorecard,
    criterion,
    title,
    verdict,
  }: JudgedCriterion) {
    return {
      title: oneLine(`${life.entityRef}: ${title}`),
      description: oneLine(
        `The criterion ${criterion} of the scorecard ${scorecard} is ${verdict} for ${life.entityRef}`,
      ),
      props: propsOf({
        'entity-ref': life.entityRef,
        scorecard,
        criterion,
        verdict,
      }),
    };
  }

  private risks(waiver: Waiver | undefined) {
    return waiver
      ? { 'related-risks': [{ 'risk-uuid': this.uuid('risk', waiver.id) }] }
      : {};
  }

  private subject(uid: string) {
    return {
      'subject-uuid': this.uuid('component', uid),
      type: 'component' as const,
    };
  }
}

/** @throws ZodError where an element is not what OSCAL allows: nothing invalid is ever sent */
function check<S extends z.ZodType>(schema: S, element: z.input<S>) {
  return schema.parse(element);
}
