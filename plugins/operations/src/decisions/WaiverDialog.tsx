import { useApi } from '@backstage/frontend-plugin-api';
import { CriterionResult } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { entityPath, operationsApiRef } from '../api';
import { useDecisions } from '../tab/scorecards/DecisionContext';
import { useOperationsTranslation } from '../translation';
import { useNow } from '../ui/Now';
import { PlainDialog } from '../ui/PlainDialog';
import { Refusal } from '../ui/Refusal';
import { useSubmit } from '../ui/useSubmit';
import { VerdictChip } from '../ui/VerdictChip';
import { Field } from '../ui/Field';
import { Action } from '../ui/Action';

const longestDays = 90;
const usualDays = 30;

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
}));

/** Asks for an exception: why, what makes up for it meanwhile, and until when. @internal */
export function WaiverDialog(props: {
  criterion: CriterionResult;
  onClose: () => void;
  onDone: () => void;
}) {
  const { criterion, onClose, onDone } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { entityRef, scorecard } = useDecisions();
  const today = DateTime.fromMillis(useNow());
  const day = (days: number) => today.plus({ days }).toISODate() ?? '';
  const [reason, setReason] = useState('');
  const [control, setControl] = useState('');
  const [ticket, setTicket] = useState('');
  const [until, setUntil] = useState(day(usualDays));
  const { pending, error, submit } = useSubmit(async (expiresAt: string) => {
    await api.requestWaiver({
      ...entityPath(entityRef),
      scorecard,
      criterion: criterion.id,
      body: {
        reason,
        compensatingControl: control,
        ticket: ticket || undefined,
        expiresAt,
      },
    });
    onDone();
  });
  const expiresAt = DateTime.fromISO(until).toUTC().toISO();
  const complete = reason.trim() !== '' && control.trim() !== '';
  return (
    <PlainDialog
      title={t('waiver.askTitle', { title: criterion.title })}
      onClose={onClose}
      actions={
        <Action
          kind="main"
          disabled={pending || !complete || !expiresAt}
          onClick={() => expiresAt && submit(expiresAt)}
        >
          {t('waiver.ask')}
        </Action>
      }
    >
      {error && <Refusal error={error} />}
      <VerdictChip verdict={criterion.underlying ?? criterion.verdict} />{' '}
      {criterion.reason}
      <div className={classes.fields}>
        <Field
          label={t('waiver.reason')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          multiline
          minRows={2}
          required
          variant="outlined"
          inputProps={{ maxLength: 4000 }}
        />
        <Field
          label={t('waiver.control')}
          helperText={t('waiver.controlHelp')}
          value={control}
          onChange={event => setControl(event.target.value)}
          multiline
          minRows={2}
          required
          variant="outlined"
          inputProps={{ maxLength: 4000 }}
        />
        <Field
          label={t('waiver.ticket')}
          value={ticket}
          onChange={event => setTicket(event.target.value)}
          variant="outlined"
          inputProps={{ maxLength: 500 }}
        />
        <Field
          label={t('waiver.expires')}
          helperText={t('waiver.expiresHelp', { days: String(longestDays) })}
          type="date"
          value={until}
          onChange={event => setUntil(event.target.value)}
          variant="outlined"
          InputLabelProps={{ shrink: true }}
          inputProps={{ min: day(1), max: day(longestDays) }}
        />
      </div>
    </PlainDialog>
  );
}
