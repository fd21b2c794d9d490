import { z } from 'zod';
import { Format } from '../Format';
import { isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { shaped } from '../shared/shape';
import { clipped } from '../shared/text';
import { AuditFinding, auditRecord, auditType } from './auditRecord';
import {
  OscalMetadata,
  OscalRisk,
  oscalRisk,
  oscalRoot,
  riskClosedAt,
} from './oscal';
import { seriesTitle } from './seriesTitle';

const name = 'oscal-poam';

const item = z.looseObject({
  uuid: z.string().nullish(),
  title: z.string(),
  description: z.string().nullish(),
  'related-risks': z
    .array(z.looseObject({ 'risk-uuid': z.string() }))
    .nullish(),
});

type Item = z.infer<typeof item>;

/**
 * An OSCAL plan of action and milestones: its items as the findings of an audit that is not finished.
 *
 * @remarks
 * An item is due when the first of its risks is, and closed when all of them are. A plan follows an audit and is none, so nothing
 * counts as passed by it.
 * @public
 */
export const oscalPoam: Format = {
  id: name,
  title: 'OSCAL plan of action and milestones',
  tool: 'oscal',
  versions: '1.x, JSON',
  mediaTypes: ['application/json', 'application/oscal+json'],
  detect: ({ json }) =>
    isRecord(json) && isRecord(json['plan-of-action-and-milestones']),
  parse(file, context) {
    const { body, head } = oscalRoot(
      name,
      'plan-of-action-and-milestones',
      file,
    );
    const items = shaped(name, z.array(item), body['poam-items']);
    const risks = shaped(name, z.array(oscalRisk), body.risks ?? []);
    const byId = new Map(risks.map(risk => [risk.uuid, risk]));
    const record = auditRecord(
      {
        ...context,
        observedAt: instantOf(name, head['last-modified']),
      },
      'oscal',
      `poam ${String(body.uuid ?? head.title)}`,
      {
        type: auditType(name, context.scope ?? 'internal'),
        standard: clipped(seriesTitle(head.title), 253),
        outcome: 'in-progress',
        findings: items.map((entry, index) =>
          findingOf(entry, index, byId, head),
        ),
      },
    );
    return {
      formatVersion: head['oscal-version'],
      items: [record],
      warnings: [],
    };
  },
};

function findingOf(
  entry: Item,
  index: number,
  byId: ReadonlyMap<string, OscalRisk>,
  head: OscalMetadata,
): AuditFinding {
  const related = entry['related-risks'] ?? [];
  const risks = related.flatMap(risk => byId.get(risk['risk-uuid']) ?? []);
  const deadlines = risks.flatMap(
    ({ deadline }) => instantOf(name, deadline) ?? [],
  );
  const closings = risks.map(risk => instantOf(name, riskClosedAt(risk, head)));
  const closed = closings.filter(at => at !== undefined).sort();
  // Of a risk that the file does not hold nobody knows.
  const allClosed = related.length > 0 && closed.length === related.length;
  return {
    id: entry.uuid ?? `item ${index + 1}`,
    title: clipped(entry.title, 500),
    ...(deadlines.length > 0 ? { dueAt: deadlines.sort()[0] } : {}),
    ...(allClosed ? { closedAt: closed[closed.length - 1] } : {}),
    ...(entry.description
      ? { remediation: clipped(entry.description, 2000) }
      : {}),
  };
}
