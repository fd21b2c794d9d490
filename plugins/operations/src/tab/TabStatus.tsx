import { Overview } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import Refresh from '@material-ui/icons/Refresh';
import { errorText } from '../format/errorText';
import { sentenceCase } from '../format/sentenceCase';
import { formatDistance, formatInstant } from '../format/time';
import { useOperationsTranslation } from '../translation';
import { useNow } from '../ui/Now';
import { Notice } from '../ui/Problem';
import { TimeText } from '../ui/TimeText';
import { Load } from '../ui/useLoad';
import { Action } from '../ui/Action';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    fontSize: '0.75rem',
    color: theme.palette.text.primary,
    // The line lies on the page itself, on which quiet text is too pale.
    '& time *': { color: 'inherit' },
  },
  end: { marginLeft: 'auto' },
}));

/** When the view was computed, whether it could be refreshed, and which collectors fail. @internal */
export function TabStatus(props: { load: Load<Overview>; overview: Overview }) {
  const { load, overview } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const now = useNow();
  const failing = overview.collectors.filter(({ error }) => error);
  return (
    <>
      <div className={classes.line}>
        <span>
          {t('status.asOf')} <TimeText at={overview.asOf} />
        </span>
        {overview.collectors.length > 0 && (
          <span>
            {t('status.collectors', {
              healthy: String(overview.collectors.length - failing.length),
              total: String(overview.collectors.length),
            })}
          </span>
        )}
        <span className={classes.end}>
          <Action
            startIcon={<Refresh aria-hidden />}
            onClick={load.refresh}
            disabled={load.loading}
          >
            {t('status.refresh')}
          </Action>
        </span>
      </div>
      {load.error && (
        <Notice>
          {t('status.stale', {
            at: formatInstant(overview.asOf),
            error: errorText(load.error),
          })}
        </Notice>
      )}
      {failing.length > 0 && (
        <Notice>
          {failing.map(({ id, target, error, lastSuccessAt }) => (
            <div key={`${id} ${target}`}>
              {[
                sentenceCase(id),
                target,
                error,
                lastSuccessAt
                  ? t('status.collectorSince', {
                      since: formatDistance(lastSuccessAt, now),
                    })
                  : t('status.collectorNever'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
          ))}
        </Notice>
      )}
    </>
  );
}
