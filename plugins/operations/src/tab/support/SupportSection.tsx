import {
  ImprovementSection,
  Overview,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Facts } from '../../ui/Facts';
import { SectionCard } from '../../ui/SectionCard';
import { Missing } from '../Missing';
import { PlannedWorkTable } from '../PlannedWorkTable';
import { EscalatedBlock } from './EscalatedBlock';
import { QuartersBlock } from './QuartersBlock';
import { SupportFacts } from './SupportFacts';
import { SupportTiers } from './SupportTiers';

/** Support against the tiers' targets, satisfaction, and the improvement backlog. @internal */
export function SupportSection(props: { overview: Overview }) {
  const { overview } = props;
  const { support, improvement } = overview;
  const { t } = useOperationsTranslation();
  return (
    <SectionCard id="support" title={t('section.support')}>
      {support && <SupportFacts support={support} />}
      {support && <SupportTiers support={support} />}
      {support?.escalated && <EscalatedBlock escalated={support.escalated} />}
      <Missing overview={overview} of={['support']} />
      {improvement && <Improvement improvement={improvement} />}
      <Missing overview={overview} of={['improvement']} />
      <QuartersBlock entityRef={overview.entityRef} />
    </SectionCard>
  );
}

function Improvement(props: { improvement: ImprovementSection }) {
  const { improvement } = props;
  const { t } = useOperationsTranslation();
  return (
    <Block title={t('improvement.title')}>
      <Facts
        items={[
          { name: t('improvement.open'), value: improvement.open },
          { name: t('improvement.done'), value: improvement.done },
          { name: t('improvement.validated'), value: improvement.validated },
          { name: t('improvement.overdue'), value: improvement.overdue },
        ]}
      />
      <PlannedWorkTable
        caption={t('improvement.title')}
        rows={improvement.items}
        empty={t('improvement.none')}
      />
    </Block>
  );
}
