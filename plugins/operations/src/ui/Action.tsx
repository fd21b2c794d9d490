import Button, { ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    alignSelf: 'flex-start',
    textTransform: 'none',
    whiteSpace: 'nowrap',
    fontWeight: 600,
    padding: '3px 10px',
    [theme.breakpoints.down('xs')]: { whiteSpace: 'normal' },
  },
  quiet: { marginLeft: -10 },
}));

const variants = {
  quiet: 'text',
  framed: 'outlined',
  main: 'contained',
} as const;

/** A button in a sentence's case; a quiet one lines its text up with the text around it. @internal */
export function Action(
  props: Pick<
    ButtonProps,
    'onClick' | 'type' | 'disabled' | 'startIcon' | 'aria-label' | 'children'
  > & {
    /** How much it stands out, `quiet` by default. */
    kind?: keyof typeof variants;
  },
) {
  const { kind = 'quiet', ...button } = props;
  const classes = useStyles();
  return (
    <Button
      {...button}
      size="small"
      color="primary"
      variant={variants[kind]}
      classes={{ root: classes.root, text: classes.quiet }}
    />
  );
}
