import { ScorecardHistory } from '@backstage-operations/plugin-operations-common';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';
import { formatDay, formatInstant } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Action } from '../../ui/Action';
import { Field } from '../../ui/Field';
import { gateTone, toneColor } from '../../ui/tone';
import { useUrlParam } from '../../ui/useUrlParam';
import { Note } from '../../ui/Wording';
import { asOfParam, nextChange, storedPart } from './asOf';
import { gateTimeline } from './gateTimeline';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const pauseMillis = 250;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(0.5, 0, 1),
  },
  slide: { flex: '1 1 16rem', minWidth: 0 },
  range: {
    display: 'block',
    width: '100%',
    margin: 0,
    height: 20,
    accentColor: theme.palette.primary.main,
    cursor: 'pointer',
  },
  strip: { display: 'flex', gap: 1, height: 5, overflow: 'hidden' },
  ends: { display: 'flex', justifyContent: 'space-between' },
  input: { fontSize: '0.8125rem' },
}));

/**
 * Chooses the instant that is looked at: by sliding over the states of the gate, from change to change, or exactly.
 *
 * @remarks A native range, so that keyboards and screen readers find what they know. The rightmost end is now.
 * @internal
 */
export function AsOfBar(props: { history: ScorecardHistory }) {
  const history = storedPart(props.history);
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useOperationsTranslation();
  const [at, setAt] = useUrlParam(asOfParam);
  const from = Date.parse(history.from);
  const to = Date.parse(history.to);
  const chosen = at ? Date.parse(at) : to;
  const [shown, setShown] = useState(chosen);
  const show = (instant: number) =>
    setAt(instant >= to ? undefined : new Date(instant).toISOString());
  useEffect(() => setShown(chosen), [chosen]);
  useEffect(() => {
    if (shown === chosen) return undefined;
    const timer = setTimeout(() => show(shown), pauseMillis);
    return () => clearTimeout(timer);
  });
  const changes = history.changes.map(change => Date.parse(change.at));
  const step = (direction: 'before' | 'after') => {
    const found = nextChange(changes, chosen, direction);
    return found === undefined ? undefined : () => show(found);
  };
  return (
    <div className={classes.root} role="group" aria-label={t('asOf.label')}>
      <div className={classes.slide}>
        <input
          type="range"
          className={classes.range}
          min={from}
          max={to}
          step={to - from > 2 * DAY ? HOUR : MINUTE}
          value={shown}
          onChange={event => setShown(Number(event.target.value))}
          aria-label={t('asOf.slider')}
          aria-valuetext={formatInstant(new Date(shown).toISOString())}
        />
        <div className={classes.strip} aria-hidden>
          {gateTimeline(history).map(stretch => (
            <span
              key={stretch.from}
              title={stretch.state && t(`gate.${stretch.state}`)}
              style={{
                flex: Math.max(1, stretch.to - stretch.from),
                minWidth: 3,
                background: stretch.state
                  ? toneColor(theme, gateTone[stretch.state])
                  : theme.palette.action.hover,
              }}
            />
          ))}
        </div>
        <div className={classes.ends}>
          <Note>{formatDay(history.from)}</Note>
          <Note>{at ? formatDay(history.to) : t('asOf.today')}</Note>
        </div>
      </div>
      <div>
        <Action onClick={step('before')} disabled={!step('before')}>
          {t('asOf.before')}
        </Action>
        <Action onClick={step('after')} disabled={!at || !step('after')}>
          {t('asOf.after')}
        </Action>
      </div>
      <Exact at={at} onChange={setAt} />
      {at && <Action onClick={() => setAt(undefined)}>{t('asOf.now')}</Action>}
    </div>
  );
}

/** The instant as a date and a time of day. */
function Exact(props: {
  at: string | undefined;
  onChange: (at: string | undefined) => void;
}) {
  const { at, onChange } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const choose = (text: string) => {
    const chosen = DateTime.fromISO(text);
    onChange(
      text && chosen.isValid ? chosen.toUTC().toISO() ?? undefined : undefined,
    );
  };
  return (
    <Field
      type="datetime-local"
      size="small"
      label={t('asOf.label')}
      value={at ? DateTime.fromISO(at).toFormat("yyyy-LL-dd'T'HH:mm") : ''}
      onChange={event => choose(event.target.value)}
      InputLabelProps={{ shrink: true }}
      InputProps={{ className: classes.input }}
      inputProps={{ max: DateTime.now().toFormat("yyyy-LL-dd'T'HH:mm") }}
    />
  );
}
