import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useId, useState } from 'react';
import { Field } from './Field';

const pauseMillis = 300;

const useStyles = makeStyles(theme => ({
  root: {
    width: '10.5rem',
    margin: '0 8px 4px 0',
    [theme.breakpoints.down('xs')]: { width: 'calc(50% - 8px)' },
  },
  input: { fontSize: '0.8125rem' },
}));

/** Something that may be meant, with a name for people. @internal */
export interface Suggestion {
  value: string;
  title?: string;
}

/** A filter by text; it takes effect after a short pause in typing. @internal */
export function TextFilter(props: {
  label: string;
  value: string;
  onChange: (value: string | undefined) => void;
  onFocus?: () => void;
  /** What may be meant; other text is allowed. */
  suggestions?: readonly Suggestion[];
  /** Why the text has no effect, where it has none. */
  hint?: string;
}) {
  const { label, value, onChange, onFocus, suggestions = [], hint } = props;
  const listId = useId();
  const classes = useStyles();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text || undefined), pauseMillis);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <>
      <Field
        size="small"
        label={label}
        className={classes.root}
        InputProps={{ className: classes.input }}
        InputLabelProps={{ shrink: true }}
        value={text}
        onChange={event => setText(event.target.value)}
        onFocus={onFocus}
        helperText={hint}
        inputProps={suggestions.length > 0 ? { list: listId } : undefined}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map(one => (
            <option key={one.value} value={one.value} label={one.title} />
          ))}
        </datalist>
      )}
    </>
  );
}
