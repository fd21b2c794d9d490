import { useApi } from '@backstage/frontend-plugin-api';
import { operationsApiRef } from '../../api';
import { errorText } from '../../format/errorText';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { CopyExample } from '../../ui/CopyExample';
import { Disclosure } from '../../ui/Disclosure';
import { Facts } from '../../ui/Facts';
import { TimeText } from '../../ui/TimeText';
import { useLoad } from '../../ui/useLoad';
import { Mono, Note } from '../../ui/Wording';

/** The newest signed checkpoint, which an auditor compares with their own copy. @internal */
export function CheckpointBlock() {
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { value, error } = useLoad('checkpoint', () => api.getCheckpoint());
  if (!value) {
    return error ? (
      <Note>{t('log.noCheckpoint', { error: errorText(error) })}</Note>
    ) : null;
  }
  return (
    <Block title={t('log.checkpoint')}>
      <Facts
        items={[
          { name: t('log.size'), value: value.size },
          {
            name: t('log.published'),
            value: <TimeText at={value.publishedAt} />,
          },
          {
            name: t('log.root'),
            value: <Mono title={value.root}>{value.root.slice(0, 16)}</Mono>,
          },
        ]}
      />
      <Disclosure title={t('log.note')}>
        <CopyExample text={value.note} label={t('log.note')} />
        <CopyExample text={value.publicKey} label={t('log.publicKey')} />
      </Disclosure>
    </Block>
  );
}
