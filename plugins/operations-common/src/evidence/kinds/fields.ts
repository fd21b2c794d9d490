import { z } from 'zod';
import { parseInstant } from '../../time';
import { occurrences, Recurrence, whyNoRule } from '../../time/recurrence';
import { Duration, IANAZone } from 'luxon';

/** ISO 8601 instant with a zone. */
export const instant = z
  .string()
  .max(40)
  .refine(text => parseInstant(text) !== undefined, {
    message:
      'must be an ISO 8601 instant with a zone, like 2026-03-01T12:00:00Z',
  })
  .meta({ format: 'date-time' });

/** Whether one instant comes before another; what is no instant is refused by itself. */
export function isBefore(first: string, second: string): boolean {
  const [from, to] = [parseInstant(first), parseInstant(second)];
  return from === undefined || to === undefined || from < to;
}

/** How long a series may take to begin: rules of leap years do. */
const LONGEST_WAIT = 10 * 366 * 86_400_000;

/** Whether a series has any time at all, such as none of 31 January has that is repeated each February. */
export function comesTrue(
  starts: string,
  series: Recurrence | null | undefined,
): boolean {
  const from = parseInstant(starts);
  if (!series || from === undefined || whyNoRule(series.rule)) return true;
  if (!IANAZone.isValidZone(series.timeZone)) return true;
  const { rule, timeZone } = series;
  const period = { from, to: from + LONGEST_WAIT };
  return occurrences(from, { rule, timeZone }, period, 1).length > 0;
}

/** ISO 8601 duration, or a non-negative number of seconds. */
export const duration = z.union(
  [
    z
      .string()
      .max(40)
      .refine(
        text => {
          const parsed = Duration.fromISO(text);
          return parsed.isValid && parsed.toMillis() >= 0;
        },
        { message: 'must be an ISO 8601 duration, like PT15M' },
      ),
    z.number().nonnegative(),
  ],
  { error: 'must be an ISO 8601 duration (PT15M) or seconds' },
);

/** A share from 0 to 1; percentages are refused so that a unit is never guessed. */
export const ratio = z
  .number()
  .min(0)
  .max(1, { message: 'must be a ratio from 0 to 1, not a percentage' });

/** A whole number that JSON carries without loss. */
export const count = z
  .number()
  .int()
  .nonnegative()
  .max(Number.MAX_SAFE_INTEGER);

/** A finite number that is not negative. */
export const amount = z.number().nonnegative();

/** One line or more of plain text; shown as text only, never as markup. */
export const text = (max = 2000) => z.string().max(max);

/** A short identifying text. */
export const label = z.string().min(1).max(253);

/** An http or https address; other schemes are refused. */
export const httpUrl = z
  .string()
  .max(2048)
  .refine(value => /^https?:\/\/[^\s]+$/i.test(value) && URL.canParse(value), {
    message: 'must be an http or https url',
  });

/** A url or a path in the repository; schemes that run or embed something are refused. */
export const address = z
  .string()
  .max(2048)
  .refine(
    value => {
      // Browsers skip control characters and spaces in a scheme.
      const scheme = value.replace(/[\p{Cc}\s]/gu, '').toLowerCase();
      return !/^(javascript|vbscript|data|file|blob):/.test(scheme);
    },
    { message: 'must be an http or https url or a path' },
  );

/** A lower case hexadecimal SHA-256. */
export const sha256Hex = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { message: 'must be a lower case hex SHA-256' });

/** How bad a finding is. */
export const severity = z.enum([
  'critical',
  'high',
  'medium',
  'low',
  'unknown',
]);

/** How something repeats, as RFC 5545 has it. */
export const recurrence = z.looseObject({
  rule: z
    .string()
    .superRefine((rule, context) => {
      const problem = whyNoRule(rule);
      if (problem) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('RFC 5545 rule, like FREQ=WEEKLY;BYDAY=SU'),
  timeZone: z
    .string()
    .max(64)
    .refine(name => IANAZone.isValidZone(name), {
      message: 'must be an IANA time zone, like Europe/Berlin',
    }),
  except: z.array(instant).max(500).optional(),
});
