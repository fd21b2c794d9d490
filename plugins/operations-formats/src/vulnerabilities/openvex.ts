import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, vexRecord } from './scanRecord';
import { withoutConflicts } from './vexConflicts';
import { isPackage, ofProduct, VexSubject } from './vexProducts';

const part = z.looseObject({
  '@id': z.string().nullish(),
  identifiers: z
    .looseObject({
      purl: z.string().nullish(),
      cpe23: z.string().nullish(),
      cpe22: z.string().nullish(),
    })
    .nullish(),
  hashes: z.record(z.string(), z.string()).nullish(),
});

const product = z.union([
  z.string(),
  part.extend({ subcomponents: z.array(part).nullish() }),
]);

const statement = z.looseObject({
  vulnerability: z.union([
    z.string(),
    z.looseObject({ name: z.string().nullish(), '@id': z.string().nullish() }),
  ]),
  products: z.array(product).nullish(),
  status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
  justification: z.string().nullish(),
  impact_statement: z.string().nullish(),
  timestamp: z.string().nullish(),
  last_updated: z.string().nullish(),
});

const openVexDocument = z.looseObject({
  '@context': z.string(),
  '@id': z.string().nullish(),
  author: z.string().nullish(),
  timestamp: z.string().nullish(),
  last_updated: z.string().nullish(),
  statements: z.array(statement),
});

type Statement = z.infer<typeof statement>;
type Product = z.infer<typeof product>;

/**
 * OpenVEX statements.
 *
 * @remarks A statement holds for a product and, where it names them, for those of its components only.
 * @public
 */
export const openvex: Format = {
  id: 'openvex',
  title: 'OpenVEX statements',
  tool: 'openvex',
  versions: '0.0.1 to 0.2.0',
  mediaTypes: ['application/json', 'application/ld+json'],
  detect: ({ json }) => isRecord(json) && contextOf(json) !== undefined,
  parse(file, context) {
    const document = file.requireObject('openvex');
    const version = contextOf(document);
    if (version === undefined) {
      refuseErrorBody('openvex', document);
      throw new FormatError(
        `openvex: expected @context of openvex.dev, found ${describe(
          document,
        )}`,
      );
    }
    if (!/^v?0\.[0-2](\.\d+)?$/.test(version || 'v0.0.1')) {
      throw new FormatError(
        `openvex: version ${version} is not known; up to 0.2.0 is`,
      );
    }
    const read = shaped('openvex', openVexDocument, document);
    if (read.statements.length === 0) {
      throw new FormatError('openvex: the document makes no statement');
    }
    const all = read.statements.flatMap(entry =>
      subjectsOf(entry).map(subject => ({
        ...subject,
        vulnerability: nameOf(entry),
        status: entry.status,
        justification: justificationOf(entry),
        at: advisoryDate(
          entry.last_updated ??
            entry.timestamp ??
            read.last_updated ??
            read.timestamp,
        ),
      })),
    );
    const warnings: string[] = [];
    const own = ofProduct('openvex', all, context.scope);
    const items = withoutConflicts('openvex', own, warnings).map(
      ({ product: _, ...entry }) =>
        vexRecord(context, 'openvex', read['@id'] ?? 'openvex', {
          ...entry,
          ...(read.author ? { author: read.author.slice(0, 253) } : {}),
        }),
    );
    return { formatVersion: version || 'v0.0.1', items, warnings };
  },
};

/** The version that the context names; empty for the first one, undefined for what is no OpenVEX. */
function contextOf(document: Record<string, unknown>): string | undefined {
  const context = document['@context'];
  if (typeof context !== 'string') return undefined;
  return /^https:\/\/openvex\.dev\/ns\/?([^/]*)$/.exec(context)?.[1];
}

function nameOf({ vulnerability }: Statement): string {
  if (typeof vulnerability === 'string') return vulnerability;
  const name = vulnerability.name ?? vulnerability['@id'];
  if (!name)
    throw new FormatError('openvex: a statement names no vulnerability');
  return name;
}

function justificationOf(
  entry: Statement,
): EvidencePayload<'vex'>['justification'] {
  const { justification, impact_statement: impact } = entry;
  return [justification, impact].filter(Boolean).join(': ') || undefined;
}

/** What a product or component is called; without any name a statement about it would be about everything. */
function idOf(entry: z.infer<typeof part>): string {
  const { purl, cpe23, cpe22 } = entry.identifiers ?? {};
  const [hash] = Object.values(entry.hashes ?? {});
  const id = purl || entry['@id'] || cpe23 || cpe22 || hash;
  if (!id) {
    throw new FormatError(
      'openvex: a product or component has neither @id nor identifier',
    );
  }
  return id;
}

function subjectsOf({ products }: Statement): VexSubject[] {
  if (!products || products.length === 0) {
    throw new FormatError('openvex: a statement names no product');
  }
  return products.flatMap(subjectsOfProduct);
}

function subjectsOfProduct(entry: Product): VexSubject[] {
  const id = typeof entry === 'string' ? entry : idOf(entry);
  const parts =
    typeof entry === 'string' ? [] : (entry.subcomponents ?? []).map(idOf);
  if (parts.length > 0) {
    return parts.map(pkg => ({ product: id, package: pkg }));
  }
  return [isPackage(id) ? { package: id } : { product: id }];
}
