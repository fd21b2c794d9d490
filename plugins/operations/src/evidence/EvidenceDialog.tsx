import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { Evidence } from '@backstage-operations/plugin-operations-common';
import { operationsApiRef } from '../api';
import { useOperationsTranslation } from '../translation';
import { Block } from '../ui/Block';
import { CopyExample } from '../ui/CopyExample';
import { Facts } from '../ui/Facts';
import { Figure } from '../ui/Figure';
import { PlainDialog } from '../ui/PlainDialog';
import { Problem } from '../ui/Problem';
import { TimeText } from '../ui/TimeText';
import { useLoad } from '../ui/useLoad';
import { Waiting } from '../ui/Waiting';

/** One record as it was sent, with who sent it, when, and its digest. @internal */
export function EvidenceDialog(props: { id: string; onClose: () => void }) {
  const { id, onClose } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { value, error, refresh } = useLoad(`evidence ${id}`, () =>
    api.getEvidence({ id }),
  );
  return (
    <PlainDialog title={t('evidence.title')} onClose={onClose}>
      {value && <Record record={value} />}
      {!value && error && <Problem error={error} retry={refresh} />}
      {!value && !error && <Waiting />}
    </PlainDialog>
  );
}

function Record(props: { record: Evidence }) {
  const { record } = props;
  const { t } = useOperationsTranslation();
  return (
    <>
      <Facts
        items={[
          { name: t('evidence.kind'), value: record.kind },
          { name: t('evidence.source'), value: record.source },
          { name: t('evidence.entity'), value: record.entityRef },
          {
            name: t('evidence.observedAt'),
            value: <TimeText at={record.observedAt} />,
          },
          {
            name: t('evidence.receivedAt'),
            value: <TimeText at={record.receivedAt} />,
          },
          { name: t('evidence.submittedBy'), value: record.submittedBy },
          {
            name: t('evidence.externalId'),
            value: <Figure value={record.externalId} />,
          },
        ]}
      />
      {record.links && record.links.length > 0 && (
        <Block title={t('evidence.links')}>
          {record.links.map(({ title, url }) => (
            <div key={url}>
              <Link to={url}>{title}</Link>
            </div>
          ))}
        </Block>
      )}
      <Block title={t('evidence.recordDigest')}>
        <CopyExample text={record.digest} label={t('evidence.recordDigest')} />
      </Block>
      <Block title={t('evidence.payload')}>
        <CopyExample
          text={JSON.stringify(record.payload, undefined, 2)}
          label={t('evidence.payload')}
        />
      </Block>
    </>
  );
}
