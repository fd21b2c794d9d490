import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { csafProducts } from './csafProducts';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, vexRecord } from './scanRecord';
import { withoutConflicts } from './vexConflicts';
import { ofProduct } from './vexProducts';

const ids = z.array(z.string()).nullish();

const csafDocument = z.looseObject({
  document: z.looseObject({
    category: z.string(),
    csaf_version: z.string(),
    tracking: z.looseObject({
      id: z.string(),
      current_release_date: z.string().nullish(),
    }),
  }),
  product_tree: z.unknown().optional(),
  vulnerabilities: z.array(
    z.looseObject({
      cve: z.string().nullish(),
      ids: z.array(z.looseObject({ text: z.string() })).nullish(),
      product_status: z
        .looseObject({
          known_not_affected: ids,
          known_affected: ids,
          first_affected: ids,
          last_affected: ids,
          fixed: ids,
          first_fixed: ids,
          under_investigation: ids,
          unknown: ids,
        })
        .nullish(),
      flags: z
        .array(z.looseObject({ label: z.string(), product_ids: ids }))
        .nullish(),
    }),
  ),
});

type Vulnerability = z.infer<typeof csafDocument>['vulnerabilities'][number];

const statuses = [
  ['known_not_affected', 'not_affected'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
  ['unknown', 'under_investigation'],
] as const;

/**
 * CSAF documents of the VEX profile.
 *
 * @remarks A supplier's file is about many products: only the statements about the one that `scope` names are taken.
 * @public
 */
export const csafVex: Format = {
  id: 'csaf-vex',
  title: 'CSAF VEX',
  tool: 'csaf',
  versions: '2.0 and 2.1',
  mediaTypes: ['application/json', 'application/csaf+json'],
  detect: ({ json }) =>
    isRecord(json) &&
    isRecord(json.document) &&
    typeof json.document.csaf_version === 'string',
  parse(file, context) {
    const document = file.requireObject('csaf-vex');
    if (!isRecord(document.document)) {
      refuseErrorBody('csaf-vex', document);
      throw new FormatError(
        `csaf-vex: expected a CSAF document, found ${describe(document)}`,
      );
    }
    const read = shaped('csaf-vex', csafDocument, document);
    const { csaf_version: version, category, tracking } = read.document;
    if (!/^2\.[01]$/.test(version)) {
      throw new FormatError(
        `csaf-vex: version ${version} is not known; 2.0 and 2.1 are`,
      );
    }
    if (category !== 'csaf_vex') {
      throw new FormatError(
        `csaf-vex: the category is ${category}, expected csaf_vex`,
      );
    }
    const products = csafProducts(read.product_tree);
    const all = read.vulnerabilities.flatMap(found =>
      statuses.flatMap(([list, status]) =>
        (found.product_status?.[list] ?? []).map(id => ({
          ...(products.get(id) ?? { product: id }),
          vulnerability: nameOf(found),
          status,
          justification: flagOf(found, id),
          at: advisoryDate(tracking.current_release_date),
        })),
      ),
    );
    if (all.length === 0) {
      throw new FormatError('csaf-vex: the document makes no statement');
    }
    const warnings: string[] = [];
    const own = ofProduct('csaf-vex', all, context.scope);
    const items = withoutConflicts('csaf-vex', own, warnings).map(
      ({ product: _, ...entry }) =>
        vexRecord(context, 'csaf', tracking.id, entry),
    );
    return { formatVersion: version, items, warnings };
  },
};

function nameOf({ cve, ids: others }: Vulnerability): string {
  const name = cve ?? others?.[0]?.text;
  if (!name) {
    throw new FormatError('csaf-vex: a vulnerability has neither CVE nor id');
  }
  return name;
}

function flagOf({ flags }: Vulnerability, id: string): string | undefined {
  return flags?.find(({ product_ids: own }) => !own || own.includes(id))?.label;
}
