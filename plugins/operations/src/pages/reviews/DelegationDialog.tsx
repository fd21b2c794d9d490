import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { useNow } from '../../ui/Now';
import { PlainDialog } from '../../ui/PlainDialog';
import { Refusal } from '../../ui/Refusal';
import { useSubmit } from '../../ui/useSubmit';
import { Field } from '../../ui/Field';
import { Action } from '../../ui/Action';

const longestDays = 30;
const usualDays = 7;

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1),
  },
}));

/** A person as the catalog names them; a bare name is one of the default namespace. */
function personRef(text: string): string {
  const { kind, namespace, name } = parseEntityRef(text.trim(), {
    defaultKind: 'user',
    defaultNamespace: 'default',
  });
  return stringifyEntityRef({ kind, namespace, name });
}

/** Lends one's roles to another person for a time. @internal */
export function DelegationDialog(props: {
  onClose: () => void;
  onDone: () => void;
}) {
  const { onClose, onDone } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const today = DateTime.fromMillis(useNow());
  const day = (days: number) => today.plus({ days }).toISODate() ?? '';
  const [to, setTo] = useState('');
  const [roles, setRoles] = useState('');
  const [until, setUntil] = useState(day(usualDays));
  const [reason, setReason] = useState('');
  const { pending, error, submit } = useSubmit(async (endsAt: string) => {
    await api.createDelegation({
      body: {
        to: personRef(to),
        roles: roles.split(/[\s,]+/).filter(role => role !== ''),
        endsAt,
        reason,
      },
    });
    onDone();
  });
  const endsAt = DateTime.fromISO(until).toUTC().toISO();
  const complete = to.trim() !== '' && reason.trim() !== '';
  return (
    <PlainDialog
      title={t('delegation.create')}
      onClose={onClose}
      actions={
        <Action
          kind="main"
          disabled={pending || !complete || !endsAt}
          onClick={() => endsAt && submit(endsAt)}
        >
          {t('delegation.create')}
        </Action>
      }
    >
      {error && <Refusal error={error} />}
      <div className={classes.fields}>
        <Field
          label={t('delegation.to')}
          helperText={t('delegation.toHelp')}
          value={to}
          onChange={event => setTo(event.target.value)}
          required
          variant="outlined"
        />
        <Field
          label={t('delegation.roles')}
          helperText={t('delegation.rolesHelp')}
          value={roles}
          onChange={event => setRoles(event.target.value)}
          variant="outlined"
        />
        <Field
          label={t('delegation.ends')}
          helperText={t('delegation.endsHelp', { days: String(longestDays) })}
          type="date"
          value={until}
          onChange={event => setUntil(event.target.value)}
          variant="outlined"
          InputLabelProps={{ shrink: true }}
          inputProps={{ min: day(1), max: day(longestDays) }}
        />
        <Field
          label={t('signoff.reason')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          required
          variant="outlined"
          inputProps={{ maxLength: 4000 }}
        />
      </div>
    </PlainDialog>
  );
}
