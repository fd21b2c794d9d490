import { Duration } from 'luxon';
import { annotations } from '../../entity';
import { durationMillis, Millis } from '../../time';
import { FactSubject } from '../Fact';
import {
  patchPresetTitles,
  slaPresets,
  timeForSeverity,
} from '../patch/slaPresets';
import { recordsOf } from '../select';
import { PatchSeverity } from '../settings';

/** How long a dependency bot lets a release settle before it proposes it. */
interface BotWait {
  bot: string;
  age: Millis;
  /** Whether its security updates wait as well; undefined where nobody says. */
  securityWaits?: boolean;
}

/** The type of document that a bot's configuration is recorded as. */
const CONFIG = 'dependency-bot';

const severities: readonly PatchSeverity[] = [
  'critical',
  'high',
  'medium',
  'low',
];

/** The directive's shortest time. */
const DIRECTIVE: Millis = 3 * 86_400_000;

function lengthOf(text: unknown): Millis | undefined {
  if (typeof text !== 'string') return undefined;
  const length = Duration.fromISO(text);
  return length.isValid && length.toMillis() > 0
    ? durationMillis(text)
    : undefined;
}

function waitsOf({ entity, evidence }: FactSubject): BotWait[] {
  const configured = recordsOf(evidence, 'document').flatMap(({ payload }) => {
    const age = lengthOf(payload.minimumReleaseAge);
    if (payload.type !== CONFIG || age === undefined) return [];
    const { securityWaits } = payload;
    return {
      bot: payload.title ?? 'The dependency bot',
      age,
      ...(typeof securityWaits === 'boolean' ? { securityWaits } : {}),
    };
  });
  const age = lengthOf(entity.annotations[annotations.minimumReleaseAge]);
  return age === undefined
    ? configured
    : [...configured, { bot: 'The dependency bot', age }];
}

function days(length: Millis): string {
  const hours = length / 3_600_000;
  if (hours < 72) return `${Math.round(hours)} hours`;
  return `${Math.round(hours / 24)} days`;
}

/**
 * Where a dependency bot waits longer with a new release than there is time to patch.
 *
 * @remarks Bots let their security updates through, where those are switched on; the words say so instead of guessing.
 * @internal
 */
export function botConflicts(subject: FactSubject): string[] {
  const { preset } = subject.settings.patch;
  return waitsOf(subject).flatMap(({ bot, age, securityWaits }) => {
    const short = severities.filter(severity =>
      preset === 'cisa-bod-26-04'
        ? severity === 'critical' && DIRECTIVE < age
        : timeForSeverity(preset, severity) < age,
    );
    if (short.length === 0) return [];
    const times = short.map(severity =>
      preset === 'cisa-bod-26-04'
        ? `${severity} ${days(DIRECTIVE)}`
        : `${severity} ${days(
            durationMillis(slaPresets[preset][severity as 'critical']),
          )}`,
    );
    const security = {
      true: ', and lets security updates wait as long',
      false:
        '; only its security updates do not wait, where they are switched on',
      undefined: '; whether security updates wait is not known',
    }[`${securityWaits}`];
    return [
      `${bot} waits ${days(
        age,
      )} with a new release, longer than there is to patch (${
        patchPresetTitles[preset]
      }: ${times.join(', ')})${security}`,
    ];
  });
}
