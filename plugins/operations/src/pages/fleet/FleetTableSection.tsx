import { useApi } from '@backstage/frontend-plugin-api';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { DataTable } from '../../ui/DataTable';
import { Pager } from '../../ui/Pager';
import { Problem } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { usePages } from '../../ui/usePages';
import { useUrlParams } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { ExportButtons } from './ExportButtons';
import { fleetFilter } from './fleetFilter';
import { FleetFilters } from './FleetFilters';
import { useFleetColumns } from './useFleetColumns';

/** The entities one by one: filtered, sorted, paged, and to be taken away as a file. @internal */
export function FleetTableSection(props: { scorecard: string }) {
  const { scorecard } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [params] = useUrlParams();
  const filter = fleetFilter(params);
  const sort = params.get('sort') ?? undefined;
  const columns = useFleetColumns();
  const pages = usePages(
    `fleet ${scorecard} ${filter.join('&')} ${sort}`,
    (limit, cursor) =>
      api.listFleetResults({ scorecard, filter, sort, limit, cursor }),
  );
  const { value, error, refresh } = pages.load;
  return (
    <SectionCard
      id="fleet-entities"
      title={t('fleet.list')}
      summary={value && t('fleet.entities', { count: value.totalItems })}
      actions={
        <ExportButtons scorecard={scorecard} filter={filter} sort={sort} />
      }
    >
      <FleetFilters scorecard={scorecard} />
      <div>
        {value && (
          <>
            <DataTable
              caption={t('fleet.list')}
              columns={columns}
              rows={value.items}
              rowKey={({ entityRef }) => entityRef}
              empty={t('fleet.empty')}
            />
            <Pager pages={pages} />
          </>
        )}
        {!value && error && <Problem error={error} retry={refresh} />}
        {!value && !error && <Waiting />}
      </div>
    </SectionCard>
  );
}
