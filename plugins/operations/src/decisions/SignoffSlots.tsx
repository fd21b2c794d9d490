import {
  EvidenceRef,
  RuleResult,
  SignoffDecision,
  SignoffState,
  SignoffSubject,
} from '@backstage-operations/plugin-operations-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { lazy, Suspense, useState } from 'react';
import { operationsApiRef } from '../api';
import { mayEnd, useDecisions } from '../tab/scorecards/DecisionContext';
import { useOperationsTranslation } from '../translation';
import { ReasonDialog } from './ReasonDialog';
import { SlotTable } from './SlotTable';

const SignDialog = lazy(() =>
  import('./SignDialog').then(m => ({ default: m.SignDialog })),
);

/** The role slots of a criterion or exit, and the dialogs to decide in them. @internal */
export function SignoffSlots(props: {
  criterion: string;
  title: string;
  slots: readonly SignoffState[];
  subject: SignoffSubject;
  subjectDigest: string;
  evidence: readonly EvidenceRef[];
  rules: readonly RuleResult[];
  titles?: Readonly<Record<string, string>>;
}) {
  const { slots, ...subject } = props;
  const { entityRef, scorecard, readOnly, rights, refresh } = useDecisions();
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [signing, setSigning] = useState<string>();
  const [revoking, setRevoking] = useState<SignoffDecision>();
  const slot = slots.find(({ id }) => id === signing);
  const rightOf = (id: string) =>
    rights?.slots.find(
      right => right.criterion === props.criterion && right.slot === id,
    );
  return (
    <>
      <SlotTable
        slots={slots}
        caption={t('signoff.caption', { title: props.title })}
        onSign={readOnly ? undefined : setSigning}
        onRevoke={readOnly ? undefined : setRevoking}
        rightOf={rightOf}
        mayRevoke={decision => mayEnd(decision, rights)}
      />
      {slot && (
        <Suspense fallback={null}>
          <SignDialog
            signable={{
              ...subject,
              entityRef,
              scorecard,
              slot,
              onBehalfOf: rightOf(slot.id)?.onBehalfOf,
            }}
            onClose={() => setSigning(undefined)}
            onDecided={() => {
              setSigning(undefined);
              refresh();
            }}
            onOutdated={refresh}
          />
        </Suspense>
      )}
      {revoking && (
        <ReasonDialog
          title={t(
            revoking.decision === 'reject'
              ? 'signoff.clearTitle'
              : 'signoff.revokeTitle',
          )}
          label={t('signoff.reason')}
          onClose={() => setRevoking(undefined)}
          actions={[
            {
              title: t(
                revoking.decision === 'reject'
                  ? 'signoff.clear'
                  : 'signoff.revoke',
              ),
              act: async reason => {
                await api.revokeSignoff({
                  id: revoking.id,
                  body: { reason },
                });
                refresh();
              },
            },
          ]}
        />
      )}
    </>
  );
}
