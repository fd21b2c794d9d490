import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { FormDialog } from '../../ui/FormDialog';
import { TextInput } from '../../ui/TextInput';
import { beginningOf, UntilInput, useDayAhead } from '../../ui/UntilInput';
import { useSubmit } from '../../ui/useSubmit';

const longestDays = 30;
const usualDays = 7;

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
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [to, setTo] = useState('');
  const [roles, setRoles] = useState('');
  const [until, setUntil] = useState(useDayAhead()(usualDays));
  const [reason, setReason] = useState('');
  const sending = useSubmit(async (endsAt: string) => {
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
  const complete = to.trim() !== '' && reason.trim() !== '';
  return (
    <FormDialog
      title={t('delegation.create')}
      action={t('delegation.create')}
      input={complete ? beginningOf(until) : undefined}
      sending={sending}
      onClose={onClose}
    >
      <TextInput
        label={t('delegation.to')}
        help={t('delegation.toHelp')}
        value={to}
        onChange={setTo}
        required
      />
      <TextInput
        label={t('delegation.roles')}
        help={t('delegation.rolesHelp')}
        value={roles}
        onChange={setRoles}
      />
      <UntilInput
        label={t('delegation.ends')}
        help={t('delegation.endsHelp', { days: String(longestDays) })}
        value={until}
        onChange={setUntil}
        longest={longestDays}
      />
      <TextInput
        label={t('signoff.reason')}
        value={reason}
        onChange={setReason}
        required
      />
    </FormDialog>
  );
}
