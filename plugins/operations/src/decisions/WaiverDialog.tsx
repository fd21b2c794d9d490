import { useApi } from '@backstage/frontend-plugin-api';
import { CriterionResult } from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { entityPath, operationsApiRef } from '../api';
import { useDecisions } from '../tab/scorecards/DecisionContext';
import { useOperationsTranslation } from '../translation';
import { FormDialog } from '../ui/FormDialog';
import { TextInput } from '../ui/TextInput';
import { beginningOf, UntilInput, useDayAhead } from '../ui/UntilInput';
import { useSubmit } from '../ui/useSubmit';
import { VerdictChip } from '../ui/VerdictChip';

const longestDays = 90;
const usualDays = 30;

/** Asks for an exception: why, what makes up for it meanwhile, and until when. @internal */
export function WaiverDialog(props: {
  criterion: CriterionResult;
  onClose: () => void;
  onDone: () => void;
}) {
  const { criterion, onClose, onDone } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { entityRef, scorecard } = useDecisions();
  const [reason, setReason] = useState('');
  const [control, setControl] = useState('');
  const [ticket, setTicket] = useState('');
  const [until, setUntil] = useState(useDayAhead()(usualDays));
  const sending = useSubmit(async (expiresAt: string) => {
    await api.requestWaiver({
      ...entityPath(entityRef),
      scorecard,
      criterion: criterion.id,
      body: {
        reason,
        compensatingControl: control,
        ticket: ticket.trim() || undefined,
        expiresAt,
      },
    });
    onDone();
  });
  const complete = reason.trim() !== '' && control.trim() !== '';
  return (
    <FormDialog
      title={t('waiver.askTitle', { title: criterion.title })}
      action={t('waiver.ask')}
      input={complete ? beginningOf(until) : undefined}
      sending={sending}
      onClose={onClose}
    >
      <div>
        <VerdictChip verdict={criterion.underlying ?? criterion.verdict} />{' '}
        {criterion.reason}
      </div>
      <TextInput
        label={t('waiver.reason')}
        value={reason}
        onChange={setReason}
        lines={2}
        required
      />
      <TextInput
        label={t('waiver.control')}
        help={t('waiver.controlHelp')}
        value={control}
        onChange={setControl}
        lines={2}
        required
      />
      <TextInput
        label={t('waiver.ticket')}
        value={ticket}
        onChange={setTicket}
        longest={500}
      />
      <UntilInput
        label={t('waiver.expires')}
        help={t('waiver.expiresHelp', { days: String(longestDays) })}
        value={until}
        onChange={setUntil}
        longest={longestDays}
      />
    </FormDialog>
  );
}
