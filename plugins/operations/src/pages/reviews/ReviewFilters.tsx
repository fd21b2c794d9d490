import { ReviewItem } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Choices } from '../../ui/Choices';
import { TextFilter } from '../../ui/TextFilter';
import { useUrlParams } from '../../ui/useUrlParam';

const states: readonly ReviewItem['type'][] = [
  'signoff',
  'stale-signoff',
  'waiver',
];

const texts = ['entityRef', 'owner', 'scorecard'] as const;

/** Narrows the inbox; every filter is a part of the address. @internal */
export function ReviewFilters() {
  const { t } = useOperationsTranslation();
  const [params, setParams] = useUrlParams();
  return (
    <div role="search" aria-label={t('reviews.filters')}>
      <Choices
        label={t('reviews.type')}
        choices={states.map(value => ({
          value,
          title: t(`reviews.types.${value}`),
        }))}
        value={params.get('state') ?? undefined}
        onChange={state => setParams({ state })}
      />
      {texts.map(name => (
        <TextFilter
          key={name}
          label={t(`reviews.by.${name}`)}
          value={params.get(name) ?? ''}
          onChange={value => setParams({ [name]: value })}
        />
      ))}
    </div>
  );
}
