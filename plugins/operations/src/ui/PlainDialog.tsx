import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { ReactNode, useId } from 'react';
import { useOperationsTranslation } from '../translation';
import { Action } from './Action';

const useStyles = makeStyles(theme => ({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    fontSize: '0.8125rem',
  },
}));

/** A dialog with a title, what it shows and its actions; fills small screens. @internal */
export function PlainDialog(props: {
  title: ReactNode;
  onClose: () => void;
  /** Beside the button that closes. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, onClose, actions, children } = props;
  const { t } = useOperationsTranslation();
  const classes = useStyles();
  const titleId = useId();
  const small = useMediaQuery(useTheme().breakpoints.down('xs'));
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="md"
      fullScreen={small}
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent dividers className={classes.content}>
        {children}
      </DialogContent>
      <DialogActions>
        <Action onClick={onClose}>
          {actions ? t('dialog.cancel') : t('dialog.close')}
        </Action>
        {actions}
      </DialogActions>
    </Dialog>
  );
}
