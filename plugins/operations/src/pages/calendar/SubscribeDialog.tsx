import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  CalendarSubscription,
  NewCalendarSubscription,
} from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Action } from '../../ui/Action';
import { CopyExample } from '../../ui/CopyExample';
import { Column, DataTable } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { Figure } from '../../ui/Figure';
import { PlainDialog } from '../../ui/PlainDialog';
import { Problem } from '../../ui/Problem';
import { Refusal } from '../../ui/Refusal';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { useLoad } from '../../ui/useLoad';
import { useSubmit } from '../../ui/useSubmit';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';

const tones = { active: 'good', resting: 'warn', expired: 'muted' } as const;

/** Addresses for calendar applications: makes one, which is shown once, lists them and takes them back. @internal */
export function SubscribeDialog(props: {
  /** What a new address is narrowed to, as the page is. */
  owner?: string;
  type?: string;
  onClose: () => void;
}) {
  const { owner, type, onClose } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const discovery = useApi(discoveryApiRef);
  const [name, setName] = useState('');
  const [made, setMade] = useState<{ name: string; address: string }>();
  const { value, error, refresh } = useLoad('calendar feeds', () =>
    api.listCalendarSubscriptions(),
  );
  const create = useSubmit(async (wanted: string) => {
    const feed: NewCalendarSubscription = await api.createCalendarSubscription({
      body: {
        name: wanted,
        ...(owner ? { owner: [owner] } : {}),
        ...(type ? { type: [type] } : {}),
      },
    });
    const base = await discovery.getBaseUrl('operations');
    setMade({ name: feed.name, address: `${base}${feed.path}` });
    setName('');
    refresh();
  });
  const revoke = useSubmit(async (id: string) => {
    await api.deleteCalendarSubscription({ id });
    refresh();
  });
  const columns: Column<CalendarSubscription>[] = [
    { id: 'name', title: t('feed.name'), render: feed => feed.name },
    {
      id: 'what',
      title: t('calendar.what'),
      render: feed =>
        [feed.owner, feed.type].flat().filter(Boolean).join(', ') ||
        t('feed.everything'),
    },
    {
      id: 'state',
      title: t('signoff.stateTitle'),
      render: ({ state }) => (
        <StateChip tone={tones[state]}>{t(`feed.state.${state}`)}</StateChip>
      ),
    },
    {
      id: 'read',
      title: t('feed.lastRead'),
      render: ({ lastReadAt }) => (
        <Figure
          value={lastReadAt && <TimeText at={lastReadAt} />}
          reason={t('feed.neverRead')}
        />
      ),
    },
    {
      id: 'rests',
      title: t('feed.rests'),
      render: ({ restsAt }) => <TimeText at={restsAt} />,
    },
    {
      id: 'revoke',
      title: t('signoff.actions'),
      render: feed => (
        <Action
          disabled={revoke.pending}
          onClick={() => revoke.submit(feed.id)}
          aria-label={t('feed.revokeOf', { name: feed.name })}
        >
          {t('feed.revoke')}
        </Action>
      ),
    },
  ];
  return (
    <PlainDialog title={t('feed.title')} onClose={onClose}>
      <Note>{t('feed.help')}</Note>
      {made && (
        <div role="status">
          <p>{t('feed.once', { name: made.name })}</p>
          <CopyExample text={made.address} label={t('feed.address')} />
        </div>
      )}
      {create.error && <Refusal error={create.error} />}
      <form
        onSubmit={event => {
          event.preventDefault();
          create.submit(name.trim());
        }}
      >
        <Field
          label={t('feed.name')}
          helperText={t('feed.nameHelp')}
          value={name}
          onChange={event => setName(event.target.value)}
          variant="outlined"
          inputProps={{ maxLength: 100 }}
        />
        <Action
          kind="main"
          type="submit"
          disabled={create.pending || name.trim() === ''}
        >
          {t('feed.create')}
        </Action>
      </form>
      {revoke.error && <Refusal error={revoke.error} />}
      {error && !value && <Problem error={error} retry={refresh} />}
      {value ? (
        <DataTable
          caption={t('feed.list')}
          columns={columns}
          rows={value.items}
          rowKey={({ id }) => id}
          empty={t('feed.none')}
        />
      ) : (
        !error && <Waiting />
      )}
    </PlainDialog>
  );
}
