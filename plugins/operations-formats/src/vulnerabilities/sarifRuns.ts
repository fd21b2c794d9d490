import { z } from 'zod';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { Format } from '../Format';
import { shaped } from '../shared/shape';
import { refuseErrorBody } from './errorBody';
import { Row } from './scanRecord';
import { severityOfScore } from './severity';

const properties = z
  .looseObject({
    'security-severity': z.union([z.string(), z.number()]).nullish(),
  })
  .nullish();

const rule = z.looseObject({
  id: z.string(),
  properties,
  helpUri: z.string().nullish(),
  shortDescription: z.looseObject({ text: z.string().nullish() }).nullish(),
  defaultConfiguration: z
    .looseObject({ level: z.string().nullish() })
    .nullish(),
});

const driver = z.looseObject({
  name: z.string(),
  version: z.string().nullish(),
  rules: z.array(rule).nullish(),
});

const result = z.looseObject({
  ruleId: z.string().nullish(),
  ruleIndex: z.number().nullish(),
  rule: z.looseObject({ id: z.string().nullish() }).nullish(),
  kind: z.string().nullish(),
  level: z.string().nullish(),
  baselineState: z.string().nullish(),
  message: z.looseObject({ text: z.string().nullish() }).nullish(),
  properties,
  locations: z
    .array(
      z.looseObject({
        physicalLocation: z
          .looseObject({
            artifactLocation: z
              .looseObject({ uri: z.string().nullish() })
              .nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  suppressions: z
    .array(
      z.looseObject({
        status: z.string().nullish(),
        justification: z.string().nullish(),
      }),
    )
    .nullish(),
});

const run = z.looseObject({
  tool: z.looseObject({
    driver,
    extensions: z.array(driver).nullish(),
  }),
  automationDetails: z.looseObject({ id: z.string().nullish() }).nullish(),
  results: z.array(result).nullish(),
  invocations: z
    .array(
      z.looseObject({
        executionSuccessful: z.boolean().nullish(),
        endTimeUtc: z.string().nullish(),
        exitCodeDescription: z.string().nullish(),
      }),
    )
    .nullish(),
});

const log = z.looseObject({ version: z.literal('2.1.0'), runs: z.array(run) });

export type SarifRun = z.infer<typeof run>;
export type SarifResult = z.infer<typeof result>;
type Rule = z.infer<typeof rule>;

/** Whether a document is a SARIF log of any version. */
export function isSarif(json: unknown): boolean {
  return (
    isRecord(json) &&
    Array.isArray(json.runs) &&
    (typeof json.version === 'string' || typeof json.$schema === 'string') &&
    json.runs.every(entry => isRecord(entry) && isRecord(entry.tool))
  );
}

/** The runs of a SARIF log. */
export function sarifRuns(
  format: string,
  file: Parameters<Format['parse']>[0],
): SarifRun[] {
  const document = file.requireObject(format);
  if (!Array.isArray(document.runs)) {
    refuseErrorBody(format, document);
    throw new FormatError(
      `${format}: expected a SARIF log with runs, found ${describe(document)}`,
    );
  }
  if (document.version !== '2.1.0') {
    throw new FormatError(
      `${format}: SARIF ${String(document.version)} is not known; 2.1.0 is`,
    );
  }
  if (document.runs.length === 0) {
    throw new FormatError(
      `${format}: the log holds no run, so nothing was checked`,
    );
  }
  return shaped(format, log, document).runs;
}

/** Why a run says nothing; undefined when it was completed. SARIF leaves out the results of a run that broke off. */
export function whyIncomplete(read: SarifRun): string | undefined {
  const broken = read.invocations?.find(
    ({ executionSuccessful }) => executionSuccessful === false,
  );
  if (broken) {
    return (
      broken.exitCodeDescription ?? 'the tool says that it did not succeed'
    );
  }
  return read.results ? undefined : 'the run has no results';
}

/**
 * What a run is one of, like `/language:python`; undefined when it does not say.
 *
 * @remarks The id of a run is a path whose last part differs from run to run (SARIF 2.1.0, section 3.17.3).
 */
export function categoryOf({
  automationDetails,
}: SarifRun): string | undefined {
  const id = automationDetails?.id ?? '';
  return id.slice(0, Math.max(0, id.lastIndexOf('/'))) || undefined;
}

/** Kinds of results that are no problem; one that is left open or for a person to judge may be one. */
const harmless = new Set(['pass', 'notApplicable', 'informational']);

/** The results that are problems: not passed checks, nor those that a baseline says are gone. */
export function problemsOf(read: SarifRun): SarifResult[] {
  return (read.results ?? []).filter(
    ({ kind, baselineState }) =>
      !harmless.has(kind ?? 'fail') && baselineState !== 'absent',
  );
}

/** The rule of a result, from the driver or an extension. */
export function ruleOf(read: SarifRun, found: SarifResult): Rule | undefined {
  const { driver: own, extensions } = read.tool;
  const id = found.ruleId ?? found.rule?.id;
  const all = [own, ...(extensions ?? [])].flatMap(({ rules }) => rules ?? []);
  // An id may go on behind that of its rule: `CA1000/1` is of `CA1000`.
  return (
    all.find(entry => entry.id === id) ??
    all.find(entry => id?.startsWith(`${entry.id}/`)) ??
    (id ? undefined : own.rules?.[found.ruleIndex ?? -1])
  );
}

const levels: Record<string, Row['severity']> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'low',
};

/** Severity of a result: the score in its own or its rule's properties, else its level. */
export function sarifSeverity(
  found: SarifResult,
  of: Rule | undefined,
): Row['severity'] {
  const score =
    found.properties?.['security-severity'] ??
    of?.properties?.['security-severity'];
  const scored = severityOfScore(score);
  if (scored !== 'unknown') return scored;
  // What is not decided has no level of its own, which is not to say that it is harmless.
  const undecided = (found.kind ?? 'fail') !== 'fail';
  const own = undecided && found.level === 'none' ? undefined : found.level;
  const level = own ?? of?.defaultConfiguration?.level ?? 'warning';
  return Object.hasOwn(levels, level) ? levels[level] : 'unknown';
}

/** Whether somebody suppressed the result and nobody objects. */
export function isSuppressed({ suppressions }: SarifResult): boolean {
  return (
    (suppressions ?? []).length > 0 &&
    (suppressions ?? []).every(
      ({ status }) => (status ?? 'accepted') === 'accepted',
    )
  );
}

/** The file of a result. */
export function placeOfResult({ locations }: SarifResult): string | undefined {
  return locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? undefined;
}
