import { useApi } from '@backstage/frontend-plugin-api';
import {
  Delegation,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Problem } from '../../ui/Problem';
import { Refusal } from '../../ui/Refusal';
import { SectionCard } from '../../ui/SectionCard';
import { StateChip } from '../../ui/StateChip';
import { PersonText } from '../../ui/PersonText';
import { TimeText } from '../../ui/TimeText';
import { useLoad } from '../../ui/useLoad';
import { useSubmit } from '../../ui/useSubmit';
import { DelegationDialog } from './DelegationDialog';
import { Action } from '../../ui/Action';

/** Roles lent to and by the signed-in person. @internal */
export function DelegationsSection() {
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [asking, setAsking] = useState(false);
  const { value, error, refresh } = useLoad('delegations', () =>
    api.listDelegations(),
  );
  const end = useSubmit(async (id: string) => {
    await api.deleteDelegation({ id });
    refresh();
  });
  const columns: Column<Delegation>[] = [
    {
      id: 'from',
      title: t('delegation.from'),
      render: ({ from }) => <PersonText entityRef={from} />,
    },
    {
      id: 'to',
      title: t('delegation.to'),
      render: ({ to }) => <PersonText entityRef={to} />,
    },
    {
      id: 'roles',
      title: t('delegation.roles'),
      render: ({ roles }) =>
        roles.map(roleTitle).join(', ') || t('delegation.allRoles'),
    },
    {
      id: 'ends',
      title: t('delegation.ends'),
      render: ({ endsAt }) => <TimeText at={endsAt} />,
    },
    {
      id: 'state',
      title: t('signoff.stateTitle'),
      render: ({ state }) => (
        <StateChip tone={state === 'active' ? 'info' : 'muted'}>
          {t(`delegation.state.${state}`)}
        </StateChip>
      ),
    },
    {
      id: 'end',
      title: t('signoff.actions'),
      render: ({ id, state, to }) =>
        (state === 'active' || state === 'planned') && (
          <Action
            disabled={end.pending}
            onClick={() => end.submit(id)}
            aria-label={t('delegation.endOf', { to })}
          >
            {t('delegation.end')}
          </Action>
        ),
    },
  ];
  return (
    <SectionCard
      id="delegations"
      title={t('delegation.title')}
      summary={t('delegation.summary')}
      actions={
        <Action onClick={() => setAsking(true)}>
          {t('delegation.create')}
        </Action>
      }
    >
      {end.error && <Refusal error={end.error} />}
      {error && !value && <Problem error={error} retry={refresh} />}
      {value && (
        <DataTable
          caption={t('delegation.title')}
          columns={columns}
          rows={value.items}
          rowKey={({ id }) => id}
          empty={t('delegation.none')}
        />
      )}
      {asking && (
        <DelegationDialog
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            refresh();
          }}
        />
      )}
    </SectionCard>
  );
}
