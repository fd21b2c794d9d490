import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { useId } from 'react';

/** A text field whose label is tied to it, which the library does only for fields with an id. @internal */
export function Field(props: TextFieldProps) {
  const id = useId();
  return <TextField {...props} id={id} />;
}
