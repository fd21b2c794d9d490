import { DatasetStatus } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { EvidenceTable } from '../../ui/EvidenceTable';
import { Disclosure } from '../../ui/Disclosure';
import { Lines } from '../../ui/Lines';
import { SideBySide } from '../../ui/SideBySide';
import { SlotCalendar } from '../../ui/SlotCalendar';
import { VerdictChip } from '../../ui/VerdictChip';
import { Note } from '../../ui/Wording';
import { DatasetChecks } from './DatasetChecks';
import { DatasetFacts } from './DatasetFacts';
import { PolicyText } from './PolicyText';
import { ProofBlock } from './ProofBlock';

/** One data set with its policy, runs, restore proof and the records behind them. @internal */
export function DatasetPanel(props: { dataset: DatasetStatus }) {
  const { dataset } = props;
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
      <SideBySide>
        <DatasetFacts dataset={dataset} />
        {dataset.slots.length > 0 ? (
          <SlotCalendar
            slots={dataset.slots}
            label={t('backup.slots', { dataset: dataset.dataset })}
          />
        ) : (
          <Note>{t('backup.noSlots')}</Note>
        )}
        <div>
          <DatasetChecks dataset={dataset} />
          {dataset.suspicious.length > 0 && (
            <Lines items={dataset.suspicious} label={t('backup.suspicious')} />
          )}
        </div>
        <ProofBlock dataset={dataset} />
      </SideBySide>
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
