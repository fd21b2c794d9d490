import { Millis } from '../../time';
import { FactDefinition, FactQuery, FactResult } from '../Fact';
import { FactParts, unknown } from '../result';
import { earliestAfter } from '../select';
import { exploitedDoubt } from './exploitedDoubt';
import { PatchView, patchView } from './PatchView';
import { scanKnowledge } from './scanKnowledge';
import { ScanStream } from './ScanStream';
import { isPatchPreset, patchPresets } from './slaPresets';
import { statementsBehind } from './TrackedFinding';

/** A fact of the patch family before it can be computed. @internal */
export type ScannedDefinition = Omit<FactDefinition, 'kinds' | 'compute'>;

/** What a figure from scans is made of. @internal */
export interface Scanned {
  view: PatchView;
  query: FactQuery;
  now: Millis;
  /** What the result carries in any case; `until` are further instants at which it changes. */
  parts(until?: Iterable<Millis | undefined>): FactParts;
}

/** Kinds of evidence that the patch facts read. @internal */
export const patchKinds = [
  'vulnerability-scan',
  'vex',
  'risk-acceptance',
] as const;

/**
 * A fact that has a value only while every scanned scope has a fresh and successful scan.
 *
 * @param clocked - it needs due dates, which a scanner that only counts can't give
 * @internal
 */
export function scannedFact(
  definition: ScannedDefinition,
  clocked: boolean,
  answer: (scanned: Scanned) => FactResult,
): FactDefinition {
  return {
    ...definition,
    kinds: patchKinds,
    compute: (subject, query) => {
      const preset = definition.of ? query.of : undefined;
      if (preset !== undefined && !isPatchPreset(preset)) {
        const names = patchPresets.join(', ');
        return unknown(
          definition,
          query,
          `There is no preset ${preset}; known are ${names}.`,
        );
      }
      const view = patchView(subject, preset);
      const { maxScanAge } = subject.settings.patch;
      const knowledge = scanKnowledge(view.streams, maxScanAge, query.now);
      const evidence = [...view.scans, ...statementsBehind(view.tracked)];
      if (!knowledge.fresh) {
        return unknown(definition, query, knowledge.reason, { evidence });
      }
      const { provenAt } = knowledge;
      const { sources = [] } = subject.knowledge ?? {};
      const doubt = exploitedDoubt(sources, view.policy, query.now);
      const reasons = [knowledge.reason, clocked ? doubt.reason : undefined];
      const reason = reasons.filter(Boolean).join(' ') || undefined;
      const until = earliestAfter(query.now, [
        knowledge.validUntil,
        doubt.changesAt,
      ]);
      const counted = clocked ? counters(view.streams) : undefined;
      if (counted) {
        const parts = { evidence, validUntil: until };
        return unknown(definition, query, counted, parts);
      }
      return answer({
        view,
        query,
        now: query.now,
        parts: further => ({
          provenAt,
          validUntil: earliestAfter(query.now, [until, ...(further ?? [])]),
          ...(reason === undefined ? {} : { reason }),
          evidence,
        }),
      });
    },
  };
}

/** How many vulnerabilities of a severity were counted by scanners that name none. @internal */
export function countedOnly(
  streams: readonly ScanStream[],
  severity?: string,
): number {
  let total = 0;
  for (const { counts } of streams) {
    for (const [name, count] of Object.entries(counts ?? {})) {
      if (severity === undefined || name === severity) total += count;
    }
  }
  return total;
}

function counters(streams: readonly ScanStream[]): string | undefined {
  const total = countedOnly(streams);
  if (total === 0) return undefined;
  const names = streams
    .filter(({ counts }) => counts !== undefined)
    .map(({ scanner }) => scanner);
  return `${[...new Set(names)].join(
    ', ',
  )} counts ${total} without naming them, so nothing is known of when they are due. Import a report that lists findings.`;
}
