import { Field } from './Field';

/** A text that a person writes in a dialog. @internal */
export function TextInput(props: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  help?: string;
  required?: boolean;
  /** Lines shown at first; one by default, which takes no line breaks. */
  lines?: number;
  /** Longest text that the backend takes, in characters. */
  longest?: number;
}) {
  const { label, value, onChange, help, required, lines = 1 } = props;
  const { longest = 4000 } = props;
  return (
    <Field
      label={label}
      helperText={help}
      value={value}
      onChange={event => onChange(event.target.value)}
      required={required}
      multiline={lines > 1}
      minRows={lines > 1 ? lines : undefined}
      fullWidth
      variant="outlined"
      inputProps={{ maxLength: longest }}
    />
  );
}
