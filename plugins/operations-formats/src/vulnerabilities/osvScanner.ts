import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, Row, rowOf, scanRecord } from './scanRecord';
import { severityOfScore, severityOfWord } from './severity';

const advisory = z.looseObject({
  id: z.string().min(1),
  aliases: z.array(z.string()).nullish(),
  summary: z.string().nullish(),
  published: z.string().nullish(),
  withdrawn: z.string().nullish(),
  database_specific: z
    .looseObject({ severity: z.unknown().optional() })
    .nullish(),
  affected: z
    .array(
      z.looseObject({
        package: z
          .looseObject({ name: z.string(), purl: z.string().nullish() })
          .nullish(),
        ranges: z
          .array(
            z.looseObject({
              events: z
                .array(z.looseObject({ fixed: z.string().nullish() }))
                .nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

const group = z.looseObject({
  ids: z.array(z.string()),
  aliases: z.array(z.string()).nullish(),
  max_severity: z.string().nullish(),
});

const scanned = z.looseObject({
  source: z.looseObject({
    path: z.string(),
    type: z.string().nullish(),
  }),
  packages: z.array(
    z.looseObject({
      // Sources in a version control system have a commit and may have no name.
      package: z.looseObject({
        name: z.string().nullish(),
        version: z.string().nullish(),
        ecosystem: z.string().nullish(),
        commit: z.string().nullish(),
      }),
      vulnerabilities: z.array(advisory).nullish(),
      groups: z.array(group).nullish(),
    }),
  ),
});

const report = z.looseObject({
  results: z.array(scanned),
  image_metadata: z.unknown().optional(),
});

/** Keys of the report; several other tools also write results. */
const ownKeys =
  /^(results|experimental_.+|license_summary|licenses|image_metadata|container_.+|scan_.+)$/;

type Package = z.infer<typeof scanned>['packages'][number];
type Advisory = z.infer<typeof advisory>;

/**
 * OSV-Scanner's JSON report.
 *
 * @remarks
 * Its groups say which ids are one vulnerability; `related` and `upstream` ids are not among them. The severity of a group is a score
 * written as text, empty when nobody scored it.
 * @public
 */
export const osvScanner: Format = {
  id: 'osv-scanner',
  title: 'OSV-Scanner report',
  tool: 'osv-scanner',
  versions: '1.x and 2.x',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    isRecord(json) &&
    Array.isArray(json.results) &&
    ('experimental_config' in json ||
      'license_summary' in json ||
      json.results.some(isResult)),
  parse(file, context) {
    const document = file.requireObject('osv-scanner');
    refuseErrorBody('osv-scanner', document);
    if (!Array.isArray(document.results)) {
      throw new FormatError(
        `osv-scanner: expected an object with results, found ${describe(
          document,
        )}`,
      );
    }
    const { results, image_metadata: image } = shaped(
      'osv-scanner',
      report,
      document,
    );
    const foreign = Object.keys(document).filter(key => !ownKeys.test(key));
    if (results.length === 0 && foreign.length > 0) {
      throw new FormatError(
        `osv-scanner: this is the report of another tool, found ${describe(
          document,
        )}`,
      );
    }
    const findings = results.flatMap(({ source, packages }) =>
      packages.flatMap(read =>
        rowsOf(read, source.type === 'os' ? 'os' : source.path),
      ),
    );
    return {
      items: [
        scanRecord(context, 'osv-scanner', {
          // Neither form names what was scanned, and what one does not find is not fixed in the other.
          scope: context.scope ?? (image ? 'image' : 'repository'),
          findings,
        }),
      ],
      warnings: [],
    };
  },
};

function isResult(value: unknown): boolean {
  return (
    isRecord(value) &&
    isRecord(value.source) &&
    typeof value.source.path === 'string' &&
    Array.isArray(value.packages)
  );
}

function rowsOf(read: Package, path: string): Row[] {
  const { package: pkg, vulnerabilities } = read;
  return (vulnerabilities ?? []).map(found => {
    const grouped = (read.groups ?? []).find(({ ids }) =>
      ids.includes(found.id),
    );
    return rowOf({
      vulnerability: found.id,
      aliases: [
        ...(found.aliases ?? []),
        ...(grouped?.ids ?? []),
        ...(grouped?.aliases ?? []),
      ].filter(id => id !== found.id),
      package: pkg.name || 'source',
      ecosystem: pkg.ecosystem || (pkg.commit ? 'git' : undefined),
      version: pkg.version || pkg.commit,
      location: path,
      severity: severityOf(found, grouped?.max_severity),
      title: found.summary,
      fixedVersion: fixedVersion(found, pkg.name ?? ''),
      publishedAt: advisoryDate(found.published),
      withdrawnAt: advisoryDate(found.withdrawn),
      url: `https://osv.dev/vulnerability/${encodeURIComponent(found.id)}`,
    });
  });
}

function severityOf(found: Advisory, score: string | null | undefined) {
  const scored = severityOfScore(score);
  if (scored !== 'unknown') return scored;
  const word = found.database_specific?.severity;
  return severityOfWord(typeof word === 'string' ? word : undefined);
}

function fixedVersion(found: Advisory, name: string): string | undefined {
  const fixes = (found.affected ?? [])
    .filter(affected => affected.package?.name === name)
    .flatMap(({ ranges }) => ranges ?? [])
    .flatMap(({ events }) => events ?? [])
    .flatMap(({ fixed }) => fixed ?? []);
  return fixes.length > 0 ? [...new Set(fixes)].join(', ') : undefined;
}
