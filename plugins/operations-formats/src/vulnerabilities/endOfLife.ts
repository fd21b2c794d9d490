import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { advisoryDate, scanRecord } from './scanRecord';

const eol = z.union([z.string(), z.boolean()]);

const cycle = z.looseObject({
  cycle: z.union([z.string(), z.number()]),
  eol,
});

const release = z.looseObject({
  name: z.string(),
  isEol: z.boolean().nullish(),
  eolFrom: z.string().nullish(),
});

const answer = z.looseObject({
  schema_version: z.string(),
  // A product with its releases, or one release of it.
  result: release.extend({ releases: z.unknown().optional() }),
});

/** A release with its end: a date, or already, or not announced. */
interface Release {
  name: string;
  end: string | boolean;
}

/**
 * A product's releases, as endoflife.date answers.
 *
 * @remarks
 * The file is about all releases; `scope` says which one runs, like `nodejs 22`. It is no vulnerability scan, only a word on end of life.
 * @public
 */
export const endOfLifeDate: Format = {
  id: 'endoflife-date',
  title: 'endoflife.date releases',
  tool: 'endoflife.date',
  versions: 'API v0 and v1',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    (Array.isArray(json) && json.length > 0 && json.every(isCycle)) ||
    isAnswer(json) ||
    isSingle(json),
  parse(file, context) {
    const document = file.requireJson('endoflife-date');
    refuseErrorBody('endoflife-date', document);
    const { product, releases } = readReleases(
      document,
      context.scope?.trim().split(/[\s@]+/)[1],
    );
    const [name, version] = splitScope(context.scope, product);
    const running = releases.find(entry => entry.name === version);
    if (!running) {
      const known = releases.map(entry => entry.name).slice(0, 10);
      throw new FormatError(
        `endoflife-date: ${name} has no release ${version}; known are ${known.join(
          ', ',
        )}`,
      );
    }
    const since =
      typeof running.end === 'string' ? advisoryDate(running.end) : undefined;
    return {
      items: [
        scanRecord(context, 'endoflife-date', {
          scope: `${name} ${version}`,
          partial: true,
          findings: [],
          eol:
            running.end === false
              ? []
              : [{ product: name, version, ...(since ? { since } : {}) }],
        }),
      ],
      warnings: [],
    };
  },
};

function isCycle(value: unknown): boolean {
  return isRecord(value) && 'cycle' in value && 'eol' in value;
}

/** One release, as version 0 answers when it is asked for by name; it does not say which. */
function isSingle(json: unknown): json is Record<string, unknown> {
  return (
    isRecord(json) &&
    'eol' in json &&
    typeof json.releaseDate === 'string' &&
    typeof json.latest === 'string'
  );
}

function isAnswer(json: unknown): boolean {
  return (
    isRecord(json) &&
    typeof json.schema_version === 'string' &&
    isRecord(json.result) &&
    (Array.isArray(json.result.releases) || 'isEol' in json.result)
  );
}

function readReleases(
  document: unknown,
  asked: string | undefined,
): {
  product?: string;
  releases: Release[];
} {
  if (isAnswer(document)) {
    const { result, schema_version: version } = shaped(
      'endoflife-date',
      answer,
      document,
    );
    if (!version.startsWith('1.')) {
      throw new FormatError(
        `endoflife-date: schema ${version} is not known; 1.x is`,
      );
    }
    const { releases } = result;
    if (!Array.isArray(releases)) {
      return { releases: [{ name: result.name, end: endOf(result) }] };
    }
    return {
      product: result.name,
      releases: shaped('endoflife-date', z.array(release), releases).map(
        entry => ({ name: entry.name, end: endOf(entry) }),
      ),
    };
  }
  if (isSingle(document)) {
    const { eol: end } = shaped(
      'endoflife-date',
      z.looseObject({ eol }),
      document,
    );
    return { releases: asked ? [{ name: asked, end }] : [] };
  }
  if (!Array.isArray(document) || document.length === 0) {
    throw new FormatError(
      `endoflife-date: expected a list of releases, found ${describe(
        document,
      )}`,
    );
  }
  const cycles = shaped('endoflife-date', z.array(cycle), document);
  return {
    releases: cycles.map(entry => ({
      name: String(entry.cycle),
      end: entry.eol,
    })),
  };
}

function endOf({ eolFrom, isEol }: z.infer<typeof release>): string | boolean {
  return eolFrom ?? isEol ?? false;
}

function splitScope(
  scope: string | undefined,
  product: string | undefined,
): [product: string, version: string] {
  const parts = (scope ?? '')
    .trim()
    .split(/[\s@]+/)
    .filter(Boolean);
  if (parts.length === 2) return [parts[0], parts[1]];
  if (parts.length === 1 && product) return [product, parts[0]];
  throw new FormatError(
    'endoflife-date: say which release runs with scope=, like "nodejs 22"',
  );
}
