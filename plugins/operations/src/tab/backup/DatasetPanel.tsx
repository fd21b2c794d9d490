import { DatasetStatus } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { EvidenceTable } from '../../ui/EvidenceTable';
import { Disclosure } from '../../ui/Disclosure';
import { Lines } from '../../ui/Lines';
import { SlotCalendar } from '../../ui/SlotCalendar';
import { VerdictChip } from '../../ui/VerdictChip';
import { DatasetChecks } from './DatasetChecks';
import { DatasetFacts } from './DatasetFacts';
import { PolicyText } from './PolicyText';
import { ProofBlock } from './ProofBlock';

const useStyles = makeStyles(theme => ({
  body: {
    display: 'grid',
    gap: theme.spacing(1.5, 4),
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    },
  },
  column: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
  },
}));

/** One data set with its policy, runs, restore proof and the records behind them. @internal */
export function DatasetPanel(props: { dataset: DatasetStatus }) {
  const { dataset } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  return (
    <Block
      title={dataset.dataset}
      note={
        <>
          <VerdictChip verdict={dataset.verdict} />{' '}
          <PolicyText dataset={dataset} />
        </>
      }
    >
      <div className={classes.body}>
        <div className={classes.column}>
          <DatasetFacts dataset={dataset} />
          <DatasetChecks dataset={dataset} />
          {dataset.suspicious.length > 0 && (
            <Lines items={dataset.suspicious} label={t('backup.suspicious')} />
          )}
        </div>
        <div className={classes.column}>
          <SlotCalendar
            slots={dataset.slots}
            label={t('backup.slots', { dataset: dataset.dataset })}
          />
        </div>
      </div>
      <ProofBlock dataset={dataset} />
      <Disclosure
        title={t('backup.evidence', { count: dataset.evidence.length })}
      >
        <EvidenceTable
          evidence={dataset.evidence}
          caption={t('backup.evidenceCaption', { dataset: dataset.dataset })}
        />
      </Disclosure>
    </Block>
  );
}
