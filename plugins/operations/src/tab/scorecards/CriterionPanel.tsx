import {
  CriterionResult,
  ScorecardHistory,
} from '@backstage-operations/plugin-operations-common';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import ExpandLess from '@material-ui/icons/ExpandLess';
import ExpandMore from '@material-ui/icons/ExpandMore';
import { useEffect, useRef } from 'react';
import { formatDay } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { VerdictChip } from '../../ui/VerdictChip';
import { Note } from '../../ui/Wording';
import { CriterionDetails } from './CriterionDetails';

const useStyles = makeStyles(theme => ({
  root: {
    borderTop: `1px solid ${theme.palette.divider}`,
    scrollMarginTop: `${theme.spacing(6)}px`,
  },
  head: {
    display: 'grid',
    gridTemplateColumns: '7.75rem minmax(0, 1fr) auto auto',
    alignItems: 'center',
    gap: theme.spacing(0, 1.5),
    width: '100%',
    textAlign: 'left',
    padding: theme.spacing(0.75, 0.5),
    fontSize: '0.8125rem',
    '&:hover': { background: theme.palette.action.hover },
    '&:focus-visible': { background: theme.palette.action.focus },
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
    },
  },
  title: {
    minWidth: 0,
    [theme.breakpoints.down('xs')]: { gridRow: 2, gridColumn: '1 / -1' },
  },
  name: { fontWeight: 600 },
  icon: { color: theme.palette.text.secondary },
}));

/** One criterion in a line that opens to everything behind it. @internal */
export function CriterionPanel(props: {
  criterion: CriterionResult;
  history: ScorecardHistory | undefined;
  open: boolean;
  onToggle: (open: boolean) => void;
}) {
  const { criterion, history, open, onToggle } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const root = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open && !wasOpen.current) {
      root.current?.scrollIntoView?.({ block: 'nearest' });
    }
    wasOpen.current = open;
  }, [open]);
  const { signoffs } = criterion;
  const signed = signoffs.filter(({ state }) => state === 'approved').length;
  const detailsId = `criterion-${criterion.id}`;
  return (
    <div ref={root} className={classes.root}>
      <ButtonBase
        className={classes.head}
        aria-expanded={open}
        aria-controls={detailsId}
        onClick={() => onToggle(!open)}
      >
        <VerdictChip verdict={criterion.verdict} />
        <span className={classes.title}>
          <span className={classes.name}>{criterion.title}</span>{' '}
          <Note>
            {[
              criterion.required ? undefined : t('criteria.optional'),
              criterion.enableOn &&
                t('criteria.enforcedFrom', {
                  day: formatDay(criterion.enableOn),
                }),
              criterion.reason,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Note>
        </span>
        <Note>
          {signoffs.length > 0 &&
            t('criteria.signed', {
              signed: String(signed),
              total: String(signoffs.length),
            })}
        </Note>
        <span className={classes.icon}>
          {open ? (
            <ExpandLess aria-hidden fontSize="small" />
          ) : (
            <ExpandMore aria-hidden fontSize="small" />
          )}
        </span>
      </ButtonBase>
      <div id={detailsId} hidden={!open}>
        {open && <CriterionDetails criterion={criterion} history={history} />}
      </div>
    </div>
  );
}
