import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { CycloneComponent, componentsOf } from './cyclonedxComponents';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, Row, rowOf, scanRecord, vexRecord } from './scanRecord';
import { severityOfScore, severityOfWord } from './severity';
import { VexStatement, withoutConflicts } from './vexConflicts';
import { worst } from './worst';

const vulnerability = z.looseObject({
  id: z.string().min(1),
  references: z.array(z.looseObject({ id: z.string().nullish() })).nullish(),
  ratings: z
    .array(
      z.looseObject({
        score: z.number().nullish(),
        severity: z.string().nullish(),
        method: z.string().nullish(),
      }),
    )
    .nullish(),
  source: z.looseObject({ url: z.string().nullish() }).nullish(),
  description: z.string().nullish(),
  published: z.string().nullish(),
  rejected: z.string().nullish(),
  analysis: z
    .looseObject({
      state: z.string().nullish(),
      justification: z.string().nullish(),
      detail: z.string().nullish(),
      lastUpdated: z.string().nullish(),
      firstIssued: z.string().nullish(),
    })
    .nullish(),
  affects: z.array(z.looseObject({ ref: z.string() })).nullish(),
});

type Vulnerability = z.infer<typeof vulnerability>;

const states = new Map<string, EvidencePayload<'vex'>['status']>(
  Object.entries({
    not_affected: 'not_affected',
    false_positive: 'false_positive',
    exploitable: 'affected',
    in_triage: 'under_investigation',
    resolved: 'fixed',
    resolved_with_pedigree: 'fixed',
  }),
);

/**
 * CycloneDX with vulnerabilities: a disclosure report (VDR) is a scan, an exploitability exchange (VEX) is a list of statements.
 *
 * @remarks
 * A document in which every vulnerability is analysed is a VEX and no scan. A mere bill of materials says nothing about
 * vulnerabilities and is refused, also where its generator adds an empty list: Trivy does so whether or not it has looked.
 * @public
 */
export const cyclonedx: Format = {
  id: 'cyclonedx',
  title: 'CycloneDX vulnerabilities (VDR, VEX)',
  tool: 'cyclonedx',
  versions: '1.4 to 1.7, JSON',
  mediaTypes: ['application/json', 'application/vnd.cyclonedx+json'],
  detect: ({ json }) => isRecord(json) && json.bomFormat === 'CycloneDX',
  parse(file, context) {
    const document = readDocument(file);
    const found = shaped(
      'cyclonedx',
      z.array(vulnerability),
      document.vulnerabilities,
    );
    const components = componentsOf(document);
    const metadata = isRecord(document.metadata) ? document.metadata : {};
    const { timestamp } = metadata;
    const at =
      advisoryDate(typeof timestamp === 'string' ? timestamp : undefined) ??
      context.observedAt;
    const dated: FormatContext = { ...context, observedAt: at };
    const name = String(document.serialNumber ?? 'cyclonedx');
    const analysed = found.filter(({ analysis }) => analysis?.state);
    if (found.length === 0) refuseInventory(metadata);
    const warnings: string[] = [];
    const said = analysed.flatMap(read =>
      statementsOf(read, components, warnings),
    );
    const items: EvidenceInput[] = withoutConflicts(
      'cyclonedx',
      said,
      warnings,
    ).map(({ product: _, ...entry }) =>
      vexRecord(dated, 'cyclonedx', name, entry),
    );
    if (found.length === 0 || analysed.length < found.length) {
      items.unshift(
        scanRecord(dated, 'cyclonedx', {
          scope: context.scope ?? subjectOf(metadata),
          findings: found.flatMap(read => rowsOf(read, components)),
        }),
      );
    }
    return { formatVersion: String(document.specVersion), items, warnings };
  },
};

function readDocument(file: Parameters<Format['parse']>[0]) {
  if (/^\s*<\?xml|^\s*<bom/.test(file.text ?? '')) {
    throw new FormatError('cyclonedx: XML is not read; write the BOM as JSON');
  }
  const document = file.requireObject('cyclonedx');
  if (document.bomFormat !== 'CycloneDX') {
    refuseErrorBody('cyclonedx', document);
    throw new FormatError(
      `cyclonedx: expected bomFormat CycloneDX, found ${describe(document)}`,
    );
  }
  const version = String(document.specVersion);
  if (!/^1\.[4-7]$/.test(version)) {
    throw new FormatError(
      `cyclonedx: version ${version} is not known; 1.4 to 1.7 are`,
    );
  }
  if (!Array.isArray(document.vulnerabilities)) {
    throw new FormatError(
      'cyclonedx: this bill of materials has no vulnerabilities section, so it says nothing about them; import the report of a scanner that has read it',
    );
  }
  return document;
}

/** Programs that list components and may write an empty list of vulnerabilities without having looked any up. */
const inventories =
  /^(trivy|syft|cdxgen|sbom-tool|cyclonedx[-.\w]*|cargo-cyclonedx|@cyclonedx\/.+)$/i;

function refuseInventory(metadata: Record<string, unknown>): void {
  const names = toolNames(metadata.tools);
  if (names.length === 0 || !names.every(name => inventories.test(name))) {
    return;
  }
  throw new FormatError(
    `cyclonedx: this bill of materials is by ${names.join(
      ', ',
    )} and lists no vulnerability, which it also does where none was looked up; import the report of a scanner, for example trivy --format json --scanners vuln`,
  );
}

/** Names of the programs that wrote a document: a list up to version 1.4, components since. */
function toolNames(tools: unknown): string[] {
  const listed = isRecord(tools) ? tools.components : tools;
  return (Array.isArray(listed) ? listed : []).flatMap(entry =>
    isRecord(entry) && typeof entry.name === 'string' ? [entry.name] : [],
  );
}

function subjectOf(metadata: Record<string, unknown>): string {
  const { component } = metadata;
  return isRecord(component) && typeof component.name === 'string'
    ? component.name
    : 'bill of materials';
}

function rowsOf(
  read: Vulnerability,
  components: ReadonlyMap<string, CycloneComponent>,
): Row[] {
  const { refs, rest } = affected(read);
  return refs.map(ref => {
    const component = components.get(ref);
    return rowOf({
      ...rest,
      package: component?.name ?? ref,
      purl: component?.purl,
      version: component?.version,
    });
  });
}

function affected(read: Vulnerability): { refs: string[]; rest: Row } {
  const refs = (read.affects ?? []).map(({ ref }) => ref);
  const ratings = read.ratings ?? [];
  const aliases = (read.references ?? []).flatMap(({ id }) => id ?? []);
  return {
    // Without a component it is still a vulnerability of the whole.
    refs: refs.length > 0 ? refs : ['unknown'],
    rest: {
      vulnerability: read.id,
      aliases,
      package: 'unknown',
      severity: worst(
        ratings.map(({ severity, score, method }) => {
          const word = severityOfWord(severity);
          const scored = (method ?? 'CVSS').startsWith('CVSS')
            ? severityOfScore(score)
            : 'unknown';
          return word === 'unknown' ? scored : word;
        }),
      ),
      title: read.description,
      publishedAt: advisoryDate(read.published),
      withdrawnAt: advisoryDate(read.rejected),
      url: read.source?.url,
    },
  };
}

function statementsOf(
  read: Vulnerability,
  components: ReadonlyMap<string, CycloneComponent>,
  warnings: string[],
): VexStatement[] {
  const { state, justification, detail, lastUpdated, firstIssued } =
    read.analysis ?? {};
  const status = states.get(state ?? '');
  if (!status) {
    warnings.push(
      `${read.id}: analysis state ${state} is not known, taken for still being looked into`,
    );
  }
  return affected(read).refs.map(ref => {
    const component = components.get(ref);
    const pkg =
      component?.purl ??
      component?.name ??
      (ref === 'unknown' ? undefined : ref);
    return {
      // Two versions of a component may have the same name and no package url.
      product: ref,
      vulnerability: read.id,
      ...(pkg ? { package: pkg } : {}),
      status: status ?? 'under_investigation',
      justification: [justification, detail].filter(Boolean).join(': '),
      at: advisoryDate(lastUpdated ?? firstIssued),
    };
  });
}
