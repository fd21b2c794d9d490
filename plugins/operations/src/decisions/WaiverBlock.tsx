import { useApi } from '@backstage/frontend-plugin-api';
import {
  CriterionResult,
  Waiver,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import { lazy, Suspense, useState } from 'react';
import { operationsApiRef } from '../api';
import { useDecisions, waiverRights } from '../tab/scorecards/DecisionContext';
import { useOperationsTranslation } from '../translation';
import { Block } from '../ui/Block';
import { Note } from '../ui/Wording';
import { DecideWaiverDialog } from './DecideWaiverDialog';
import { ReasonDialog } from './ReasonDialog';
import { WaiverFacts } from './WaiverFacts';
import { Action } from '../ui/Action';

const WaiverDialog = lazy(() =>
  import('./WaiverDialog').then(m => ({ default: m.WaiverDialog })),
);

const canAsk = (waiver: Waiver | undefined) =>
  waiver?.state !== 'pending' && waiver?.state !== 'approved';

/** The exception that stands or is asked for, and the dialogs around it. @internal */
export function WaiverBlock(props: { criterion: CriterionResult }) {
  const { criterion } = props;
  const { waiver } = criterion;
  const { readOnly, rights, refresh } = useDecisions();
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [dialog, setDialog] = useState<'ask' | 'decide' | 'revoke'>();
  const close = () => setDialog(undefined);
  const done = () => {
    close();
    refresh();
  };
  const useful =
    criterion.verdict !== 'pass' && criterion.verdict !== 'not-applicable';
  if (!waiver && (readOnly || !useful)) return null;
  const role = roleTitle(criterion.waiverRole);
  const may = waiver && waiverRights(waiver, criterion.waiverRole, rights);
  const ends = waiver?.state === 'approved' || waiver?.state === 'pending';
  return (
    <Block title={t('waiver.title')} note={t('waiver.role', { role })}>
      {waiver ? (
        <WaiverFacts waiver={waiver} />
      ) : (
        <Note>{t('waiver.none')}</Note>
      )}
      {!readOnly && (
        <div>
          {canAsk(waiver) && useful && (
            <Action onClick={() => setDialog('ask')}>{t('waiver.ask')}</Action>
          )}
          {waiver?.state === 'pending' && may?.decide && (
            <Action onClick={() => setDialog('decide')}>
              {t('waiver.decide')}
            </Action>
          )}
          {waiver?.state === 'pending' && !may?.decide && (
            <Note>{t('waiver.waitsFor', { role })}</Note>
          )}
          {ends && may?.revoke && (
            <Action onClick={() => setDialog('revoke')}>
              {t('waiver.revoke')}
            </Action>
          )}
        </div>
      )}
      {dialog === 'ask' && (
        <Suspense fallback={null}>
          <WaiverDialog criterion={criterion} onClose={close} onDone={done} />
        </Suspense>
      )}
      {dialog === 'decide' && waiver && (
        <DecideWaiverDialog waiver={waiver} onClose={close} onDone={refresh} />
      )}
      {dialog === 'revoke' && waiver && (
        <ReasonDialog
          title={t('waiver.revoke')}
          label={t('signoff.reason')}
          onClose={close}
          actions={[
            {
              title: t('waiver.revoke'),
              act: async reason => {
                await api.revokeWaiver({ id: waiver.id, body: { reason } });
                refresh();
              },
            },
          ]}
        />
      )}
    </Block>
  );
}
