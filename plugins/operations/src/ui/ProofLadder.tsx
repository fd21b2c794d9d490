import { DatasetStatus } from '@backstage-operations/plugin-operations-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../translation';
import { toneColor, toneGround } from './tone';
import { verdictIcons } from './verdictIcons';
import { Prose } from './Wording';

const levels = ['L0', 'L1', 'L2', 'L3', 'L4', 'L5'] as const;

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr))',
    gap: theme.spacing(0.75),
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    },
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  step: {
    padding: theme.spacing(0.75, 1),
    borderRadius: theme.shape.borderRadius,
    fontSize: '0.75rem',
    lineHeight: 1.4,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontWeight: 700,
    '& svg': { fontSize: '0.875rem' },
  },
  reason: { color: theme.palette.text.primary },
}));

/** The steps of the restore proof, reached or not, each with its reason. @internal */
export function ProofLadder(props: {
  ladder: DatasetStatus['proof']['ladder'];
  label: string;
}) {
  const { ladder, label } = props;
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useOperationsTranslation();
  return (
    <ol className={classes.list} aria-label={label}>
      {levels.map(level => {
        const step = ladder.find(candidate => candidate.level === level);
        const tone = step?.reached ? 'good' : 'unknown';
        return (
          <li
            key={level}
            className={classes.step}
            style={{ background: toneGround(theme, tone) }}
          >
            <div className={classes.head}>
              <span style={{ display: 'flex', color: toneColor(theme, tone) }}>
                {verdictIcons[step?.reached ? 'pass' : 'not-applicable']}
              </span>
              {level} {t(`proof.name.${level}`)}
            </div>
            <div>
              {step?.reached ? t('proof.reached') : t('proof.notReached')}
            </div>
            <div className={classes.reason}>
              <Prose>{step?.reason ?? t('proof.noStep')}</Prose>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
