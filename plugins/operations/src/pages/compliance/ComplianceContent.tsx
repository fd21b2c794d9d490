import { useApi } from '@backstage/frontend-plugin-api';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { TextFilter } from '../../ui/TextFilter';
import { useLoad } from '../../ui/useLoad';
import { useUrlParams } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { PageStack } from '../PageStack';
import { Unserved } from '../Unserved';
import { StandardEntities } from './StandardEntities';
import { StandardTable } from './StandardTable';

/** Each standard across entities, and the entities of the one that is chosen. @internal */
export function ComplianceContent() {
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [params, setParams] = useUrlParams();
  const owner = params.get('owner') ?? undefined;
  const chosen = params.get('standard') ?? undefined;
  const { value, error, refresh } = useLoad(`compliance ${owner}`, () =>
    api.getCompliance({ owner }),
  );
  if (!value && error) {
    return (
      <Unserved
        id="compliance"
        title={t('compliance.title')}
        error={error}
        retry={refresh}
      />
    );
  }
  const standard = value?.items.find(({ id }) => id === chosen);
  return (
    <PageStack>
      <SectionCard
        id="compliance"
        title={t('compliance.title')}
        summary={value && t('compliance.count', { count: value.items.length })}
      >
        <TextFilter
          label={t('fleet.by.owner')}
          value={params.get('owner') ?? ''}
          onChange={next => setParams({ owner: next })}
        />
        {value ? (
          <StandardTable
            standards={value.items}
            chosen={chosen}
            onChoose={id => setParams({ standard: id })}
          />
        ) : (
          <Waiting />
        )}
      </SectionCard>
      {standard && <StandardEntities standard={standard} owner={owner} />}
    </PageStack>
  );
}
