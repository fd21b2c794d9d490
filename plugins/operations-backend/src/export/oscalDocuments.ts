import { toIso } from '@backstage-operations/plugin-operations-common';
import { ExportScope } from './ExportScope';
import { OscalElements } from './oscalElements';
import { OSCAL_VERSION, oscalPlan, oscalResults } from './oscalSchemas';
import { PackFile } from './Spool';

/** Lists of elements in JSON, without the brackets. @internal */
export type OscalLists = Record<
  'components' | 'observations' | 'risks' | 'findings' | 'items',
  PackFile
>;

type Part = string | PackFile;

/** An object in JSON whose last member are more, some of them lists; empty ones are left out as OSCAL wants it. */
function withLists(
  object: object,
  lists: readonly (readonly [name: string, list: PackFile])[],
): Part[] {
  const parts: Part[] = [JSON.stringify(object).slice(0, -1)];
  for (const [name, list] of lists) {
    if (list.bytes > 0) parts.push(`,"${name}":[\n`, list, '\n]');
  }
  return [...parts, '}'];
}

function metadataOf({ cut, size }: ExportScope, title: string) {
  return {
    title,
    'last-modified': toIso(cut),
    version: `checkpoint-${size}`,
    'oscal-version': OSCAL_VERSION,
  };
}

/** OSCAL assessment results: what was observed and found. @internal */
export function assessmentResults(
  elements: OscalElements,
  scope: ExportScope,
  lists: OscalLists,
): Part[] {
  const { period, end, size } = scope;
  const { components, observations, risks, findings } = lists;
  const document = {
    uuid: elements.uuid('results', period.from, period.to, size, scope.view),
    metadata: metadataOf(scope, 'Results of operations'),
    'import-ap': { href: '../scorecards.jsonl' },
  };
  const result = {
    uuid: elements.uuid('result', period.from, period.to, size, scope.view),
    title: 'Operations in the period',
    description:
      'Records that were observed in the period, and what the scorecards said at its end',
    start: toIso(period.from),
    end: toIso(Math.max(end, period.from)),
    'reviewed-controls': { 'control-selections': [{ 'include-all': {} }] },
  };
  oscalResults.parse({
    'assessment-results': { ...document, results: [result] },
  });
  const parts = withLists(result, [
    ['observations', observations],
    ['risks', risks],
    ['findings', findings],
  ]);
  if (components.bytes > 0) {
    parts.splice(
      1,
      0,
      ',"local-definitions":{"components":[\n',
      components,
      '\n]}',
    );
  }
  const around = JSON.stringify(document).slice(0, -1);
  return [`{"assessment-results":${around},"results":[`, ...parts, ']}}\n'];
}

/** OSCAL plan of action and milestones: what is still to be done; only where there is something. @internal */
export function planOfAction(
  elements: OscalElements,
  scope: ExportScope,
  origin: string,
  { risks, items }: OscalLists,
): Part[] {
  const { period, size, view } = scope;
  const document = {
    uuid: elements.uuid('plan', period.from, period.to, size, view),
    metadata: metadataOf(scope, 'What operations still have to do'),
    'system-id': { id: origin },
  };
  oscalPlan.shape['plan-of-action-and-milestones']
    .omit({ 'poam-items': true })
    .parse(document);
  return [
    '{"plan-of-action-and-milestones":',
    ...withLists(document, [
      ['risks', risks],
      ['poam-items', items],
    ]),
    '}\n',
  ];
}
