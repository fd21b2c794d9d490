import { useApi } from '@backstage/frontend-plugin-api';
import { FindingStatus } from '@backstage-operations/plugin-operations-common';
import { entityPath, operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Pager } from '../../ui/Pager';
import { Problem } from '../../ui/Problem';
import { usePages } from '../../ui/usePages';
import { Waiting } from '../../ui/Waiting';

/** Every finding of the entity that passes the filters, page by page. @internal */
export function AllFindings(props: {
  entityRef: string;
  severity?: string;
  state?: string;
  sort?: 'due' | 'epss';
  columns: readonly Column<FindingStatus>[];
  rowKey: (finding: FindingStatus) => string;
}) {
  const { entityRef, severity, state, sort, columns, rowKey } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const pages = usePages(
    `findings ${entityRef} ${severity} ${state} ${sort}`,
    (limit, cursor) =>
      api.listFindings({
        ...entityPath(entityRef),
        limit,
        cursor,
        severity,
        state,
        sort,
      }),
  );
  const { value, error, refresh } = pages.load;
  if (!value) {
    return error ? <Problem error={error} retry={refresh} /> : <Waiting />;
  }
  return (
    <>
      <DataTable
        caption={t('patch.findings')}
        columns={columns}
        rows={value.items}
        rowKey={rowKey}
        empty={t('patch.noFinding')}
      />
      <Pager pages={pages} />
    </>
  );
}
