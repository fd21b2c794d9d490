import { Duration } from 'luxon';
import { FactUnit, FactValue } from '../facts/Fact';
import { remember } from '../remember';
import { RuleOperator } from './Scorecard';

const level = /^L([0-5])$/;

/** NaN where the text is no duration. */
const readSeconds = remember((text: string): number => {
  const parsed = Duration.fromISO(text);
  return parsed.isValid ? parsed.toMillis() / 1000 : NaN;
});

function secondsOf(text: string): number | undefined {
  const seconds = readSeconds(text);
  return Number.isNaN(seconds) ? undefined : seconds;
}

function numberOfText(text: string, unit: FactUnit): number | undefined {
  if (unit === 'level') {
    const found = level.exec(text);
    return found ? Number(found[1]) : undefined;
  }
  const seconds = secondsOf(text);
  if (seconds === undefined) return undefined;
  if (unit === 'seconds') return seconds;
  return unit === 'milliseconds' ? seconds * 1000 : undefined;
}

/**
 * A value as a number that can be compared with others of its unit.
 *
 * @remarks Levels are 0…5, booleans 0 and 1; times may be written as ISO 8601 durations.
 * @returns undefined when the value is not one of this unit
 * @internal
 */
export function comparable(
  value: FactValue,
  unit: FactUnit,
): number | undefined {
  if (typeof value === 'boolean') {
    return unit === 'boolean' ? Number(value) : undefined;
  }
  if (unit === 'boolean') return undefined;
  if (typeof value === 'string') return numberOfText(value, unit);
  return unit === 'level' || !Number.isFinite(value) ? undefined : value;
}

/** Whether `actual op target` holds. @internal */
export function holds(
  actual: number,
  op: RuleOperator,
  target: number,
): boolean {
  switch (op) {
    case '>=':
      return actual >= target;
    case '>':
      return actual > target;
    case '<=':
      return actual <= target;
    case '<':
      return actual < target;
    case '==':
      return actual === target;
    default:
      return actual !== target;
  }
}

/** Why a value can't be a target of that unit; undefined when it can. @internal */
export function targetProblem(
  value: FactValue,
  unit: FactUnit,
): string | undefined {
  const number = comparable(value, unit);
  switch (unit) {
    case 'boolean':
      return number === undefined ? 'must be true or false' : undefined;
    case 'level':
      return number === undefined ? 'must be a level, L0 to L5' : undefined;
    case 'ratio':
      return number === undefined || number < 0 || number > 1
        ? 'must be a ratio from 0 to 1, not a percentage'
        : undefined;
    case 'seconds':
    case 'milliseconds':
      return number === undefined || number < 0
        ? `must be a number of ${unit} or an ISO 8601 duration, like PT15M`
        : undefined;
    case 'count':
      return number === undefined || !Number.isInteger(number) || number < 0
        ? 'must be a whole number'
        : undefined;
    default:
      return number === undefined ? 'must be a number' : undefined;
  }
}
