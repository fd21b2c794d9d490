import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { notKnown } from '../format/value';
import { useOperationsTranslation } from '../translation';
import { Prose } from './Wording';

const useStyles = makeStyles(theme => ({
  value: { fontVariantNumeric: 'tabular-nums' },
  reason: { color: theme.palette.text.secondary, fontSize: '0.75rem' },
}));

/** A figure, or a dash with the reason why it is not known; never blank and never zero in place of nothing. @internal */
export function Figure(props: {
  value: ReactNode | undefined;
  /** Why there is no value. */
  reason?: string;
}) {
  const { value, reason } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  if (value !== undefined && value !== null && value !== '') {
    return <span className={classes.value}>{value}</span>;
  }
  return (
    <span>
      <span aria-hidden>{notKnown}</span>{' '}
      <span className={classes.reason}>
        <Prose>{reason ?? t('figure.notReported')}</Prose>
      </span>
    </span>
  );
}
