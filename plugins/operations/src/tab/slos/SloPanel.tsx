import {
  formatRatio,
  SloStatus,
} from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import {
  formatDuration,
  formatElapsed,
  secondsOf,
} from '../../format/duration';
import { formatValue } from '../../format/value';
import { Translate, useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { EvidenceLink } from '../../ui/EvidenceLink';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Tone } from '../../ui/tone';
import { Note } from '../../ui/Wording';
import { BudgetChart } from './BudgetChart';
import { Action } from '../../ui/Action';

const tones: Record<SloStatus['state'], Tone> = {
  ok: 'good',
  burning: 'warn',
  breached: 'bad',
  'no-data': 'unknown',
  inconsistent: 'unknown',
};

const useStyles = makeStyles(theme => ({
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 2.5),
  },
}));

function exhaustion(slo: SloStatus, t: Translate): string | undefined {
  const { timeToExhaustion } = slo;
  if (timeToExhaustion === 'never') return t('slos.never');
  if (timeToExhaustion === 'exhausted') return t('slos.exhausted');
  return (
    formatElapsed(secondsOf(timeToExhaustion), 'higher') ?? timeToExhaustion
  );
}

function burn(slo: SloStatus): string | undefined {
  const known = Object.entries(slo.burnRates).flatMap(([window, rate]) =>
    rate === null ? [] : [`${window} ${Math.ceil(rate * 100) / 100}×`],
  );
  return known.length > 0 ? known.join(' · ') : undefined;
}

/** One objective: how much of its error budget is left, how fast it burns, and who would be told. @internal */
export function SloPanel(props: { slo: SloStatus; entityRef: string }) {
  const { slo, entityRef } = props;
  const { t } = useOperationsTranslation();
  const classes = useStyles();
  const state = t(`slos.state.${slo.state}`);
  const [charted, setCharted] = useState(false);
  const healthy = slo.alertRules.filter(({ health }) => health === 'ok');
  return (
    <Block
      title={slo.name}
      note={
        <>
          <StateChip tone={tones[slo.state]}>{state}</StateChip> {slo.reason}
        </>
      }
    >
      <Facts
        items={[
          {
            name: t('slos.objective', {
              window: formatDuration(slo.window),
            }),
            value: formatValue(slo.target, 'ratio', { target: slo.target }),
          },
          {
            name: t('slos.sli', { method: slo.method }),
            value: (
              <Figure
                value={formatValue(slo.sli, 'ratio', { target: slo.target })}
                reason={state}
              />
            ),
          },
          {
            name: t('slos.budget'),
            rule: t('slos.rule.budget'),
            value: (
              <Figure
                value={
                  slo.errorBudgetRemaining === null
                    ? undefined
                    : formatRatio(slo.errorBudgetRemaining)
                }
                reason={state}
              />
            ),
          },
          {
            name: t('slos.exhaustion'),
            rule: t('slos.rule.exhaustion'),
            value: <Figure value={exhaustion(slo, t)} />,
          },
          {
            name: t('slos.burn'),
            rule: t('slos.rule.burn'),
            value: <Figure value={burn(slo)} />,
            wide: true,
          },
          {
            name: t('slos.alerts'),
            value:
              slo.alertRules.length === 0
                ? t('slos.noAlerts')
                : t('slos.alertsHealthy', {
                    healthy: String(healthy.length),
                    total: String(slo.alertRules.length),
                  }),
          },
          ...(slo.coverage === undefined
            ? []
            : [{ name: t('slos.coverage'), value: formatRatio(slo.coverage) }]),
          ...(slo.firing.length > 0
            ? [
                {
                  name: t('slos.firing'),
                  value: slo.firing.join(', '),
                  wide: true,
                },
              ]
            : []),
        ]}
      />
      <div className={classes.foot}>
        <Note>
          <TimeText at={slo.observedAt} />
          {' · '}
          <EvidenceLink id={slo.evidence.id} />
          {!slo.alerting && ` · ${t('slos.notAlerting')}`}
        </Note>
        {!charted && (
          <Action onClick={() => setCharted(true)}>
            {t('slos.showBudget')}
          </Action>
        )}
      </div>
      {charted && <BudgetChart entityRef={entityRef} slo={slo} />}
    </Block>
  );
}
