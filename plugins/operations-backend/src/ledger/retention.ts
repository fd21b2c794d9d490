import { Config, readDurationFromConfig } from '@backstage/config';
import {
  EvidenceKind,
  evidenceKinds,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { durationToMilliseconds } from '@backstage/types';

const DAY = 24 * 60 * 60 * 1000;

/** Kinds that come by the minute or by the run: one year by default. */
const FREQUENT: ReadonlySet<EvidenceKind> = new Set([
  'slo',
  'golden-signals',
  'quality',
  'backup-run',
  'support',
]);

/** Kinds that say what holds until something else is said: their newest revision never expires. */
export const LASTING: ReadonlySet<EvidenceKind> = new Set([
  'on-call',
  'backup-policy',
  'upgrade-plan',
  'improvement',
  'document',
  'vex',
  'risk-acceptance',
]);

/** How long each kind of evidence is kept, in milliseconds. @internal */
export type Retention = Record<EvidenceKind, Millis>;

function shortest(kind: EvidenceKind): Millis {
  return (FREQUENT.has(kind) ? 120 : 400) * DAY;
}

/**
 * Reads `operations.retention`.
 *
 * @throws Error when a kind is unknown or a time is shorter than the windows that figures look back over
 * @internal
 */
export function readRetention(config: Config): Retention {
  const section = config.getOptionalConfig('operations.retention');
  for (const kind of section?.keys() ?? []) {
    if (!Object.hasOwn(evidenceKinds, kind)) {
      throw new Error(
        `operations.retention.${kind}: is no kind of evidence; there are ${Object.keys(
          evidenceKinds,
        ).join(', ')}`,
      );
    }
  }
  const times = Object.keys(evidenceKinds).map(name => {
    const kind = name as EvidenceKind;
    const usual = (FREQUENT.has(kind) ? 365 : 7 * 365) * DAY;
    if (!section?.has(kind)) return [kind, usual];
    const time = durationToMilliseconds(
      readDurationFromConfig(section, { key: kind }),
    );
    if (time < shortest(kind)) {
      throw new Error(
        `operations.retention.${kind}: must be at least ${
          shortest(kind) / DAY
        } days, figures look back that far`,
      );
    }
    return [kind, time];
  });
  return Object.fromEntries(times);
}
