import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { parseInstant } from '@backstage-operations/plugin-operations-common';
import { FeedTimes } from './Feed';

const KEY = 'operations.calendar.feeds';

function read(config: Config | undefined, key: string, usual: HumanDuration) {
  const given = config?.has(key);
  return durationToMilliseconds(
    given && config ? readDurationFromConfig(config, { key }) : usual,
  );
}

/** How long feeds answer, as configured; undefined where there are none. @internal */
export function readFeedTimes(
  rootConfig: RootConfigService,
): FeedTimes | undefined {
  const config = rootConfig.getOptionalConfig(KEY);
  if (config?.getOptionalBoolean('enabled') === false) return undefined;
  const text = config?.getOptionalString('validFrom');
  const validFrom = text === undefined ? 0 : parseInstant(text);
  if (validFrom === undefined) {
    throw new InputError(`${KEY}.validFrom: must be an instant with a zone`);
  }
  return {
    lifetime: read(config, 'lifetime', { years: 1 }),
    presence: read(config, 'presence', { days: 14 }),
    validFrom,
  };
}
