import Button, { ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: { textTransform: 'none', fontWeight: 600, padding: '3px 8px' },
  text: { marginLeft: -8 },
});

/** A quiet button in a sentence's case; its text lines up with the text around it. @internal */
export function Action(
  props: Pick<
    ButtonProps,
    'onClick' | 'disabled' | 'startIcon' | 'aria-label' | 'children'
  > & {
    /** Draws a frame around what the page is for. */
    framed?: boolean;
  },
) {
  const { framed, ...button } = props;
  const classes = useStyles();
  return (
    <Button
      {...button}
      size="small"
      color="primary"
      variant={framed ? 'outlined' : 'text'}
      classes={{ root: classes.root, text: classes.text }}
    />
  );
}
