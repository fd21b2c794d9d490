import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { shaped } from '../shared/shape';
import { clipped } from '../shared/text';
import { auditRecord, auditType } from './auditRecord';
import { oscalRisk, oscalRoot, riskClosedAt } from './oscal';
import { seriesTitle } from './seriesTitle';

const name = 'oscal-assessment-results';

const result = z.looseObject({
  uuid: z.string(),
  title: z.string(),
  start: z.string(),
  end: z.string().nullish(),
  findings: z
    .array(
      z.looseObject({
        uuid: z.string(),
        title: z.string(),
        target: z.looseObject({
          'target-id': z.string(),
          status: z.looseObject({
            state: z.string(),
            reason: z.string().nullish(),
          }),
        }),
      }),
    )
    .nullish(),
  risks: z.array(oscalRisk).nullish(),
});

type Result = z.infer<typeof result>;

/**
 * OSCAL assessment results: one control per finding's target, and one audit per result with its risks as findings.
 *
 * @remarks
 * `scope` may name the kind of audit; without it the assessment is internal. A result without findings has assessed nothing. A control that
 * is satisfied for one of its objectives and not for another is not met, and with any that is not met the assessment has failed.
 * The framework is the title without its date, so that a control that falls back is seen by the next assessment.
 * @public
 */
export const oscalResults: Format = {
  id: name,
  title: 'OSCAL assessment results',
  tool: 'oscal',
  versions: '1.x, JSON',
  mediaTypes: ['application/json', 'application/oscal+json'],
  detect: ({ json }) => isRecord(json) && isRecord(json['assessment-results']),
  parse(file, context) {
    const { body, head } = oscalRoot(name, 'assessment-results', file);
    const results = shaped(name, z.array(result).min(1), body.results);
    const items = results.flatMap(read => {
      if ((read.findings ?? []).length === 0) {
        throw new FormatError(
          `${name}: the result "${read.title}" has no findings, so no control was assessed`,
        );
      }
      return [
        ...controlsOf(read, clipped(seriesTitle(head.title), 253), context),
        auditOf(read, head, context),
      ];
    });
    return { formatVersion: head['oscal-version'], items, warnings: [] };
  },
};

function endOf(read: Result): string {
  return instantOf(name, read.end ?? read.start) ?? '';
}

/** An objective or statement of a control, `ac-1_obj.a-1` or `ac-1_smt.a`, belongs to `ac-1`. */
function controlId(target: string): string {
  return target.replace(/_(obj|smt|fr_smt|fr_obj).*$/i, '');
}

function controlsOf(
  read: Result,
  framework: string,
  context: FormatContext,
): EvidenceInput<'control'>[] {
  const controls = new Map<string, { met: boolean; details: string[] }>();
  for (const { target, title } of read.findings ?? []) {
    const id = controlId(target['target-id']);
    const met = target.status.state === 'satisfied';
    const known = controls.get(id) ?? { met: true, details: [] };
    controls.set(id, {
      met: known.met && met,
      details: met ? known.details : [...known.details, title],
    });
  }
  const checkedAt = endOf(read);
  return [...controls].map(([control, { met, details }]) => ({
    entityRef: context.entityRef,
    kind: 'control',
    source: 'oscal',
    // Each assessment is a record of its own, so that a control that fell back is seen.
    externalId: clipped(`${framework} ${control} ${checkedAt}`, 253),
    observedAt: checkedAt,
    payload: {
      framework,
      control: clipped(control, 253),
      status: met ? 'met' : 'not-met',
      checkedAt,
      ...(details.length > 0
        ? { detail: clipped(details.join('; '), 2000) }
        : {}),
    },
  }));
}

function auditOf(
  read: Result,
  head: Parameters<typeof riskClosedAt>[1],
  context: FormatContext,
): EvidenceInput<'audit'> {
  const completedAt = endOf(read);
  const risks = read.risks ?? [];
  const failed = (read.findings ?? []).some(
    ({ target }) => target.status.state !== 'satisfied',
  );
  const clean = risks.length === 0 ? 'passed' : 'passed-with-findings';
  const payload: EvidencePayload<'audit'> = {
    type: auditType(name, context.scope ?? 'internal'),
    standard: clipped(seriesTitle(head.title), 253),
    startedAt: instantOf(name, read.start),
    completedAt,
    outcome: failed ? 'failed' : clean,
    findings: risks.map(risk => ({
      id: risk.uuid,
      title: clipped(risk.title, 500),
      dueAt: instantOf(name, risk.deadline) ?? null,
      closedAt: instantOf(name, riskClosedAt(risk, head)) ?? null,
    })),
  };
  return auditRecord(context, 'oscal', read.uuid, payload);
}
