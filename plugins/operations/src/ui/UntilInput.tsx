import { DateTime } from 'luxon';
import { Field } from './Field';
import { useNow } from './Now';

/** The day so many days from now as an input has it. @internal */
export function useDayAhead(): (days: number) => string {
  const today = DateTime.fromMillis(useNow());
  return days => today.plus({ days }).toISODate() ?? '';
}

/** The instant at which a day begins for the reader; undefined for what is no day. @internal */
export function beginningOf(day: string): string | undefined {
  return DateTime.fromISO(day).toUTC().toISO() ?? undefined;
}

/** The day at whose beginning something ends by itself. @internal */
export function UntilInput(props: {
  label: string;
  help: string;
  value: string;
  onChange: (day: string) => void;
  /** Days ahead that are allowed at most. */
  longest: number;
}) {
  const { label, help, value, onChange, longest } = props;
  const dayAhead = useDayAhead();
  return (
    <Field
      label={label}
      helperText={help}
      type="date"
      value={value}
      onChange={event => onChange(event.target.value)}
      fullWidth
      variant="outlined"
      InputLabelProps={{ shrink: true }}
      inputProps={{ min: dayAhead(1), max: dayAhead(longest) }}
    />
  );
}
