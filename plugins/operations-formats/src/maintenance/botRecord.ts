import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';
import { observation } from '../shared/records';

const DAY_HOURS = 24;

/** A dependency bot's configuration as evidence: how long it lets a release settle. */
export function botRecord(
  context: FormatContext,
  bot: string,
  wait: { hours: number; securityWaits: boolean },
): EvidenceInput<'document'> {
  const { hours, securityWaits } = wait;
  return {
    entityRef: context.entityRef,
    kind: 'document',
    source: bot.toLowerCase(),
    externalId: 'configuration',
    observedAt: observation(context),
    payload: {
      type: 'dependency-bot',
      title: bot,
      minimumReleaseAge:
        hours % DAY_HOURS === 0 ? `P${hours / DAY_HOURS}D` : `PT${hours}H`,
      securityWaits,
    },
  };
}
