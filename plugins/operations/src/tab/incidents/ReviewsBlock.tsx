import { IncidentSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Facts } from '../../ui/Facts';

/** Post-incident reviews and what became of their actions. @internal */
export function ReviewsBlock(props: { section: IncidentSection }) {
  const { reviews } = props.section;
  const { t } = useOperationsTranslation();
  const causes = reviews.repeatCauses.map(({ cause, incidents }) =>
    t('incidents.repeat', { cause, times: String(incidents) }),
  );
  return (
    <Block title={t('incidents.reviews')}>
      <Facts
        items={[
          { name: t('incidents.reviewsDone'), value: reviews.done },
          { name: t('incidents.reviewsDue'), value: reviews.due },
          { name: t('incidents.reviewOverdue'), value: reviews.overdue },
          { name: t('incidents.actionsDone'), value: reviews.actionsDone },
          { name: t('incidents.actionsOpen'), value: reviews.actionsOpen },
          {
            name: t('incidents.actionsOverdue'),
            value: reviews.actionsOverdue,
          },
          {
            name: t('incidents.repeats'),
            value: causes.join(' · ') || t('incidents.noRepeats'),
          },
        ]}
      />
    </Block>
  );
}
