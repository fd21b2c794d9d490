import { useApi } from '@backstage/frontend-plugin-api';
import { Waiver } from '@backstage-operations/plugin-operations-common';
import { operationsApiRef } from '../api';
import { useOperationsTranslation } from '../translation';
import { ReasonDialog } from './ReasonDialog';

/** Approves or denies an exception, with a comment. @internal */
export function DecideWaiverDialog(props: {
  waiver: Waiver;
  onClose: () => void;
  onDone: () => void;
}) {
  const { waiver, onClose, onDone } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const decide = (decision: 'approve' | 'deny') => async (comment: string) => {
    await api.decideWaiver({ id: waiver.id, body: { decision, comment } });
    onDone();
  };
  return (
    <ReasonDialog
      title={t('waiver.decide')}
      label={t('sign.comment')}
      onClose={onClose}
      actions={[
        { title: t('waiver.deny'), act: decide('deny') },
        { title: t('waiver.approve'), act: decide('approve') },
      ]}
    />
  );
}
