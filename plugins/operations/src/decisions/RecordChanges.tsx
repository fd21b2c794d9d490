import { useApi } from '@backstage/frontend-plugin-api';
import {
  EvidenceRef,
  statementAbout,
} from '@backstage-operations/plugin-operations-common';
import { operationsApiRef } from '../api';
import { errorText } from '../format/errorText';
import { sentenceCase } from '../format/sentenceCase';
import { notKnown } from '../format/value';
import { useOperationsTranslation } from '../translation';
import { Column, DataTable } from '../ui/DataTable';
import { EvidenceLink } from '../ui/EvidenceLink';
import { Lines } from '../ui/Lines';
import { TimeText } from '../ui/TimeText';
import { useLoad } from '../ui/useLoad';
import { Note } from '../ui/Wording';
import { fieldChanges } from './fieldChanges';
import { RecordChange } from './recordChanges';

const shownFields = 6;

/** Which records changed, when each was observed, and which of their fields say something else. @internal */
export function RecordChanges(props: { changes: readonly RecordChange[] }) {
  const { changes } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<RecordChange>[] = [
    {
      id: 'thing',
      title: t('evidence.kind'),
      minWidth: '9rem',
      render: ({ kind, thing, source }) => {
        const { name, elsewhere } = statementAbout({ kind, id: thing });
        return (
          <>
            {sentenceCase(kind)}{' '}
            {elsewhere ? t('recordChanges.elsewhere') : name}{' '}
            <Note>{source}</Note>
          </>
        );
      },
    },
    {
      id: 'before',
      title: t('recordChanges.before'),
      render: ({ before }) => (
        <Observed record={before} none={t('recordChanges.new')} />
      ),
    },
    {
      id: 'after',
      title: t('recordChanges.after'),
      render: ({ after }) => (
        <Observed record={after} none={t('recordChanges.gone')} />
      ),
    },
    {
      id: 'fields',
      title: t('recordChanges.fields'),
      minWidth: '14rem',
      render: ({ before, after }) =>
        before && after && <Fields before={before.id} after={after.id} />,
    },
  ];
  return (
    <DataTable
      caption={t('recordChanges.caption')}
      columns={columns}
      rows={changes}
      rowKey={({ thing }) => thing}
      first={8}
    />
  );
}

function Observed(props: { record: EvidenceRef | undefined; none: string }) {
  const { record, none } = props;
  if (!record) return <Note>{none}</Note>;
  return (
    <EvidenceLink id={record.id}>
      <TimeText at={record.observedAt} />
    </EvidenceLink>
  );
}

/** What the newer record says differently; both are fetched for it. */
function Fields(props: { before: string; after: string }) {
  const { before, after } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { value, error } = useLoad(`fields ${before} ${after}`, async () => {
    const [old, fresh] = await Promise.all(
      [before, after].map(id => api.getEvidence({ id })),
    );
    return fieldChanges(old.payload, fresh.payload);
  });
  if (!value) return error ? <Note>{errorText(error)}</Note> : null;
  return (
    <>
      <Lines
        items={value
          .slice(0, shownFields)
          .map(
            change =>
              `\`${change.field}\`: ${change.before ?? notKnown} → ${
                change.after ?? notKnown
              }`,
          )}
      />
      {value.length > shownFields && (
        <Note>
          {t('recordChanges.more', { count: value.length - shownFields })}
        </Note>
      )}
    </>
  );
}
