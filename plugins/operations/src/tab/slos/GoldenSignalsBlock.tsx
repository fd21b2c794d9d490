import {
  formatRatio,
  GoldenSignals,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { EvidenceLink } from '../../ui/EvidenceLink';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { TimeText } from '../../ui/TimeText';

function joined(
  parts: readonly (readonly [name: string, value: string | undefined])[],
): string | undefined {
  const known = parts.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return known.length > 0 ? known.join(' · ') : undefined;
}

const millis = (value: number | null) =>
  value === null ? undefined : `${Math.ceil(value)} ms`;

const share = (value: number | null) =>
  value === null ? undefined : formatRatio(value, 'lower');

/** Latency, traffic, errors and saturation; a signal that is not measured says so. @internal */
export function GoldenSignalsBlock(props: { signals: GoldenSignals }) {
  const { signals } = props;
  const { latencyMs, trafficRps, errorRatio, saturation } = signals;
  const { t } = useOperationsTranslation();
  const reason = t('signals.notMeasured');
  return (
    <Block
      title={t('signals.title')}
      note={
        <>
          <TimeText at={signals.observedAt} />
          {' · '}
          <EvidenceLink id={signals.evidence.id} />
        </>
      }
    >
      <Facts
        items={[
          {
            name: t('signals.latency'),
            wide: true,
            value: (
              <Figure
                value={joined([
                  ['p50', millis(latencyMs.p50)],
                  ['p95', millis(latencyMs.p95)],
                  ['p99', millis(latencyMs.p99)],
                ])}
                reason={reason}
              />
            ),
          },
          {
            name: t('signals.traffic'),
            value: (
              <Figure
                value={
                  trafficRps === null
                    ? undefined
                    : t('signals.perSecond', {
                        rate: String(Math.round(trafficRps * 10) / 10),
                      })
                }
                reason={reason}
              />
            ),
          },
          {
            name: t('signals.errors'),
            value: <Figure value={share(errorRatio)} reason={reason} />,
          },
          {
            name: t('signals.saturation'),
            wide: true,
            value: (
              <Figure
                value={joined([
                  [t('signals.cpu'), share(saturation.cpu)],
                  [t('signals.memory'), share(saturation.memory)],
                  [t('signals.disk'), share(saturation.disk)],
                  [t('signals.network'), share(saturation.network)],
                ])}
                reason={reason}
              />
            ),
          },
        ]}
      />
    </Block>
  );
}
