import {
  Verdict,
  verdicts,
} from '@backstage-operations/plugin-operations-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../translation';
import { toneColor, verdictTone } from './tone';
import { verdictIcons } from './verdictIcons';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    gap: 2,
    height: 6,
    borderRadius: 3,
    overflow: 'hidden',
    marginBottom: theme.spacing(0.75),
  },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 1.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: '0.75rem',
    fontVariantNumeric: 'tabular-nums',
  },
  item: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    '& svg': { fontSize: '0.875rem' },
  },
}));

const order = [...verdicts].reverse();

/** How many criteria have which verdict, worst first: as a bar and in words. @internal */
export function VerdictCounts(props: {
  counts: Record<Verdict, number>;
  dense?: boolean;
}) {
  const { counts, dense } = props;
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useOperationsTranslation();
  const present = order.filter(verdict => counts[verdict] > 0);
  return (
    <div>
      {!dense && (
        <div className={classes.bar} aria-hidden>
          {present.map(verdict => (
            <span
              key={verdict}
              style={{
                flex: counts[verdict],
                background: toneColor(theme, verdictTone[verdict]),
              }}
            />
          ))}
        </div>
      )}
      <ul className={classes.list} aria-label={t('counts.label')}>
        {present.map(verdict => (
          <li
            key={verdict}
            className={classes.item}
            title={t(`verdict.${verdict}`)}
          >
            <span
              style={{
                display: 'inline-flex',
                color: toneColor(theme, verdictTone[verdict]),
              }}
            >
              {verdictIcons[verdict]}
            </span>
            {counts[verdict]} {t(`verdict.${verdict}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
