import { ScorecardSummary } from '@backstage-operations/plugin-operations-common';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMore from '@material-ui/icons/ExpandMore';
import { GateChip } from '../../ui/GateChip';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { ScorecardBody } from './ScorecardBody';

const useStyles = makeStyles(theme => ({
  summary: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1, 0),
  },
  title: { fontWeight: 700, fontSize: '0.9375rem', margin: 0 },
  details: {
    display: 'block',
    padding: theme.spacing(0, 2, 2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1, 1.5) },
  },
}));

/** One scorecard that opens to its criteria. @internal */
export function ScorecardPanel(props: {
  entityRef: string;
  card: ScorecardSummary;
  open: boolean;
  onToggle: (open: boolean) => void;
}) {
  const { entityRef, card, open, onToggle } = props;
  const classes = useStyles();
  return (
    <Accordion
      expanded={open}
      onChange={(_, expanded) => onToggle(expanded)}
      variant="outlined"
      square
      TransitionProps={{ unmountOnExit: true, timeout: 0 }}
    >
      <AccordionSummary
        expandIcon={<ExpandMore />}
        aria-controls={`scorecard-${card.scorecard}`}
        id={`scorecard-${card.scorecard}-head`}
        classes={{ content: classes.summary }}
      >
        <h3 className={classes.title}>{card.title}</h3>
        <GateChip state={card.gate.state} />
        <VerdictCounts counts={card.counts} dense />
      </AccordionSummary>
      <AccordionDetails className={classes.details}>
        <ScorecardBody entityRef={entityRef} scorecard={card.scorecard} />
      </AccordionDetails>
    </Accordion>
  );
}
