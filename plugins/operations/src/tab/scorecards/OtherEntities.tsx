import { RuleResult } from '@backstage-operations/plugin-operations-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useOperationsTranslation } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { VerdictChip } from '../../ui/VerdictChip';
import { Note } from '../../ui/Wording';

/** The entities that a rule reads beside this one, each with its own verdict. @internal */
export function OtherEntities(props: {
  over: NonNullable<RuleResult['over']>;
}) {
  const { over } = props;
  const { t } = useOperationsTranslation();
  return (
    <Disclosure title={t('rules.over', { count: over.length })}>
      <ul>
        {over.map(({ entityRef, verdict, reason }, index) => (
          <li key={entityRef ?? index}>
            <VerdictChip verdict={verdict} />{' '}
            {entityRef ? (
              <EntityRefLink entityRef={entityRef} />
            ) : (
              t('rules.hiddenEntity')
            )}{' '}
            <Note>{reason}</Note>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
