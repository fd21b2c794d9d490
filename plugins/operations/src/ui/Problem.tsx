import { ResponseErrorPanel } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { useOperationsTranslation } from '../translation';
import { toneGround } from './tone';
import { verdictIcons } from './verdictIcons';
import { Action } from './Action';
import { Prose } from './Wording';

const useStyles = makeStyles(theme => ({
  notice: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 1.5),
    borderRadius: theme.shape.borderRadius,
    background: toneGround(theme, 'warn'),
    fontSize: '0.8125rem',
  },
}));

/** What the backend said, where the error only repeats the status; the rest of it stays. */
function plain(error: Error): Error {
  return error.cause instanceof Error && error.cause.message
    ? Object.assign(Object.create(error), {
        message: error.cause.message,
        name: error.cause.name,
      })
    : error;
}

/** An error with what to do about it; nothing else can be shown. @internal */
export function Problem(props: { error: Error; retry?: () => void }) {
  const { error, retry } = props;
  const { t } = useOperationsTranslation();
  return (
    <div>
      <ResponseErrorPanel error={plain(error)} />
      {retry && <Action onClick={retry}>{t('problem.retry')}</Action>}
    </div>
  );
}

/** A line that says what is wrong while older data stays on view. @internal */
export function Notice(props: { children: ReactNode }) {
  const { children } = props;
  const classes = useStyles();
  return (
    <div role="status" className={classes.notice}>
      {verdictIcons.stale}
      <span>
        {typeof children === 'string' ? <Prose>{children}</Prose> : children}
      </span>
    </div>
  );
}
