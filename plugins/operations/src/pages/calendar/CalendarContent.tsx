import { useApi } from '@backstage/frontend-plugin-api';
import GetApp from '@material-ui/icons/GetApp';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Choices } from '../../ui/Choices';
import { Refusal } from '../../ui/Refusal';
import { saveResponse } from '../../ui/saveResponse';
import { SectionCard } from '../../ui/SectionCard';
import { TextFilter } from '../../ui/TextFilter';
import { useLoad } from '../../ui/useLoad';
import { useSubmit } from '../../ui/useSubmit';
import { useUrlParams } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { PageStack } from '../PageStack';
import { Unserved } from '../Unserved';
import { Agenda, entryTypes } from './Agenda';
import { SubscribeDialog } from './SubscribeDialog';
import { Action } from '../../ui/Action';

const shownMonths = 3;

/** What has a date: windows, audits, drills, proofs and waivers, three months from the chosen one. @internal */
export function CalendarContent() {
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [params, setParams] = useUrlParams();
  const [subscribing, setSubscribing] = useState(false);
  const month = DateTime.fromISO(params.get('month') ?? '');
  // What is ahead comes first; a month that was chosen is shown whole.
  const from = month.isValid
    ? month.startOf('month')
    : DateTime.now().startOf('day');
  const period = {
    from: from.toUTC().toISO() ?? undefined,
    to: from.plus({ months: shownMonths }).toUTC().toISO() ?? undefined,
    owner: params.get('owner') ?? undefined,
    type: params.get('type') ?? undefined,
  };
  const load = useLoad(`calendar ${JSON.stringify(period)}`, () =>
    api.getCalendar(period),
  );
  const feed = useSubmit(async () => {
    const answer: unknown = await api.getCalendarFeed(period, {
      headers: { Accept: 'text/calendar' },
    });
    await saveResponse(answer, 'operations.ics');
  });
  if (!load.value && load.error) {
    return (
      <Unserved
        id="calendar"
        title={t('calendar.title')}
        error={load.error}
        retry={load.refresh}
      />
    );
  }
  const turn = (months: number) =>
    setParams({ month: from.plus({ months }).toFormat('yyyy-LL') });
  return (
    <PageStack>
      <SectionCard
        id="calendar"
        title={t('calendar.title')}
        summary={t('calendar.span', {
          from: from.toFormat(month.isValid ? 'LLL yyyy' : 'd LLL yyyy'),
          to: from
            .plus({ months: shownMonths })
            .minus({ days: 1 })
            .toFormat(month.isValid ? 'LLL yyyy' : 'd LLL yyyy'),
        })}
        actions={
          <div>
            <Action onClick={() => turn(-1)}>{t('pager.previous')}</Action>
            <Action onClick={() => turn(1)}>{t('pager.next')}</Action>
            <Action
              startIcon={<GetApp aria-hidden />}
              onClick={() => feed.submit(undefined)}
              disabled={feed.pending}
            >
              {t('calendar.download')}
            </Action>
            <Action onClick={() => setSubscribing(true)}>
              {t('calendar.subscribe')}
            </Action>
          </div>
        }
      >
        {feed.error && <Refusal error={feed.error} />}
        <div>
          <Choices
            label={t('calendar.type')}
            choices={entryTypes.map(value => ({
              value,
              title: t(`calendar.types.${value}`),
            }))}
            value={params.get('type') ?? undefined}
            onChange={type => setParams({ type })}
          />
          <TextFilter
            label={t('fleet.by.owner')}
            value={params.get('owner') ?? ''}
            onChange={owner => setParams({ owner })}
          />
        </div>
        {subscribing && (
          <SubscribeDialog
            owner={period.owner}
            type={period.type}
            onClose={() => setSubscribing(false)}
          />
        )}
        {load.value ? <Agenda entries={load.value.entries} /> : <Waiting />}
      </SectionCard>
    </PageStack>
  );
}
