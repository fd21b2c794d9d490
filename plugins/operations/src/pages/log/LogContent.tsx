import { useApi } from '@backstage/frontend-plugin-api';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Pager } from '../../ui/Pager';
import { SectionCard } from '../../ui/SectionCard';
import { SideBySide } from '../../ui/SideBySide';
import { TextFilter } from '../../ui/TextFilter';
import { usePages } from '../../ui/usePages';
import { useUrlParams } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { PageStack } from '../PageStack';
import { Unserved } from '../Unserved';
import { CheckpointBlock } from './CheckpointBlock';
import { ExportBlock } from './ExportBlock';
import { LogTable } from './LogTable';

const filters = ['type', 'entityRef', 'actor'] as const;

/** Every decision in the order of the tamper-evident log, newest first, with the newest signed checkpoint. @internal */
export function LogContent() {
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [params, setParams] = useUrlParams();
  const filter = Object.fromEntries(
    filters.map(name => [name, params.get(name) ?? undefined]),
  );
  const pages = usePages(`log ${JSON.stringify(filter)}`, (limit, cursor) =>
    api.listLog({ ...filter, limit, cursor }),
  );
  const { value, error, refresh } = pages.load;
  if (!value && error) {
    return (
      <Unserved id="log" title={t('log.title')} error={error} retry={refresh} />
    );
  }
  return (
    <PageStack>
      <SectionCard
        id="log"
        title={t('log.title')}
        summary={value && t('log.total', { count: value.totalItems })}
      >
        <SideBySide>
          <CheckpointBlock />
          <ExportBlock />
        </SideBySide>
        <div>
          {filters.map(name => (
            <TextFilter
              key={name}
              label={t(`log.by.${name}`)}
              value={params.get(name) ?? ''}
              onChange={text => setParams({ [name]: text })}
            />
          ))}
        </div>
        {value ? (
          <div>
            <LogTable entries={value.items} />
            <Pager pages={pages} />
          </div>
        ) : (
          <Waiting />
        )}
      </SectionCard>
    </PageStack>
  );
}
