import { makeStyles, useTheme } from '@material-ui/core/styles';
import { formatInstant } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { toneColor, verdictTone } from '../../ui/tone';
import { Stretch } from './criterionTimeline';

const useStyles = makeStyles(theme => ({
  strip: {
    display: 'flex',
    gap: 1,
    height: 10,
    borderRadius: 2,
    overflow: 'hidden',
    background: theme.palette.action.hover,
  },
}));

/** The verdicts of a criterion over time as a strip; each stretch says its own in words. @internal */
export function HistoryStrip(props: {
  stretches: readonly Stretch[];
  label: string;
}) {
  const { stretches, label } = props;
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useOperationsTranslation();
  const iso = (millis: number) => formatInstant(new Date(millis).toISOString());
  const words = stretches.map(({ from, to, verdict, reason }) => {
    const name = verdict ? t(`verdict.${verdict}`) : t('history.absent');
    const span = `${iso(from)} – ${iso(to)}: ${name}`;
    return reason ? `${span} · ${reason}` : span;
  });
  return (
    <div
      role="img"
      aria-label={`${label}: ${words.join('; ')}`}
      className={classes.strip}
    >
      {stretches.map(({ from, to, verdict }, index) => (
        <span
          key={from}
          title={words[index]}
          style={{
            flex: Math.max(1, to - from),
            minWidth: 2,
            background: verdict
              ? toneColor(theme, verdictTone[verdict])
              : 'transparent',
          }}
        />
      ))}
    </div>
  );
}
