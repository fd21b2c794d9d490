import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';

type Payload = EvidencePayload<'slo'>;

/** What an objective promises, by its name: `availability` and `uptime` are availability, words for time are latency. */
export function objectiveOf(...names: (string | undefined)[]) {
  const text = names.join(' ').toLowerCase();
  if (/availab|uptime/.test(text)) return 'availability' as const;
  return /latenc|duration|response[- _]?time/.test(text)
    ? ('latency' as const)
    : ('other' as const);
}

/** An SLO as evidence; its name is what records of different sources are matched by. */
export function sloRecord(
  context: FormatContext,
  source: string,
  observedAt: string,
  payload: Payload,
): EvidenceInput<'slo'> {
  return {
    entityRef: context.entityRef,
    kind: 'slo',
    source,
    externalId: payload.name.slice(0, 253),
    observedAt,
    payload,
  };
}
