import {
  roundWorse,
  SupportSection,
} from '@backstage-operations/plugin-operations-common';
import { formatDuration } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { TimeText } from '../../ui/TimeText';

/** Satisfaction with its sample, and the state of the knowledge base. @internal */
export function SupportFacts(props: { support: SupportSection }) {
  const { csat, knowledgeBase, window } = props.support;
  const { t } = useOperationsTranslation();
  const score =
    csat.value === null
      ? undefined
      : t('support.score', {
          score: String(roundWorse(csat.value, 2, 'higher')),
          count: csat.responses,
        });
  return (
    <Facts
      items={[
        {
          name: t('support.csat', { window: formatDuration(window) }),
          value: <Figure value={score} reason={csat.reason} />,
        },
        {
          name: t('support.articles'),
          value: (
            <Figure
              value={knowledgeBase?.articles}
              reason={t('support.noKnowledgeBase')}
            />
          ),
        },
        {
          name: t('support.reviewed'),
          value: (
            <Figure
              value={
                knowledgeBase?.reviewedAt && (
                  <TimeText at={knowledgeBase.reviewedAt} />
                )
              }
            />
          ),
        },
      ]}
    />
  );
}
