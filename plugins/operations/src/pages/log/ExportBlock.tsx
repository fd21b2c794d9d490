import { useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import GetApp from '@material-ui/icons/GetApp';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Action } from '../../ui/Action';
import { Block } from '../../ui/Block';
import { Choices } from '../../ui/Choices';
import { Field } from '../../ui/Field';
import { useNow } from '../../ui/Now';
import { Refusal } from '../../ui/Refusal';
import { saveResponse } from '../../ui/saveResponse';
import { useSubmit } from '../../ui/useSubmit';

const usualMonths = 3;

/** What a pack may hold; the first is meant for going outside. */
const views = ['controlled', 'full'] as const;

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
  },
}));

const list = (text: string) => text.split(/[\s,]+/).filter(one => one !== '');

/** Takes the auditor's archive of a period away; it verifies without this portal. @internal */
export function ExportBlock() {
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const today = DateTime.fromMillis(useNow());
  const [from, setFrom] = useState(
    today.minus({ months: usualMonths }).toISODate() ?? '',
  );
  const [to, setTo] = useState(today.toISODate() ?? '');
  const [entities, setEntities] = useState('');
  const [view, setView] = useState<(typeof views)[number]>('controlled');
  const start = DateTime.fromISO(from).toUTC().toISO();
  // The day named last is part of the period.
  const end = DateTime.fromISO(to).plus({ days: 1 }).toUTC().toISO();
  const { pending, error, submit } = useSubmit(
    async (period: { from: string; to: string }) => {
      const answer: unknown = await api.exportPack(
        { ...period, entities: list(entities), view },
        { headers: { Accept: 'application/x-tar' } },
      );
      await saveResponse(answer, `operations-${from}-${to}.tar`);
    },
  );
  return (
    <Block title={t('export.title')} note={t('export.note')}>
      <div className={classes.fields}>
        <Field
          type="date"
          size="small"
          label={t('export.from')}
          value={from}
          onChange={event => setFrom(event.target.value)}
          InputLabelProps={{ shrink: true }}
        />
        <Field
          type="date"
          size="small"
          label={t('export.to')}
          value={to}
          onChange={event => setTo(event.target.value)}
          InputLabelProps={{ shrink: true }}
        />
        <Field
          size="small"
          label={t('export.entities')}
          placeholder={t('export.allEntities')}
          value={entities}
          onChange={event => setEntities(event.target.value)}
          InputLabelProps={{ shrink: true }}
        />
        <Choices
          label={t('export.view')}
          choices={views.map(value => ({
            value,
            title: t(`export.views.${value}`),
          }))}
          value={view}
          onChange={value => setView(value === 'full' ? 'full' : 'controlled')}
          optional={false}
        />
        <Action
          kind="framed"
          startIcon={<GetApp aria-hidden />}
          disabled={pending || !start || !end}
          onClick={() => start && end && submit({ from: start, to: end })}
        >
          {t('export.download')}
        </Action>
      </div>
      {error && <Refusal error={error} />}
    </Block>
  );
}
