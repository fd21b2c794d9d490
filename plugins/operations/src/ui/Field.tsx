import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';

const useStyles = makeStyles(theme => ({
  // Filters lie on the page itself, on which quiet text is too pale.
  label: {
    '&:not(.Mui-focused):not(.Mui-error)': {
      color: theme.palette.text.primary,
    },
  },
}));

/** A text field whose label is tied to it, which the library does only for fields with an id. @internal */
export function Field(props: TextFieldProps) {
  const id = useId();
  const classes = useStyles();
  return (
    <TextField
      {...props}
      id={id}
      InputLabelProps={{ ...props.InputLabelProps, className: classes.label }}
    />
  );
}
