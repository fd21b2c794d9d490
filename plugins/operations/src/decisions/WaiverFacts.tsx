import { Waiver } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../translation';
import { Facts } from '../ui/Facts';
import { Figure } from '../ui/Figure';
import { StateChip } from '../ui/StateChip';
import { PersonText } from '../ui/PersonText';
import { TimeText } from '../ui/TimeText';
import { Tone } from '../ui/tone';

const tones: Record<Waiver['state'], Tone> = {
  pending: 'info',
  approved: 'good',
  denied: 'bad',
  revoked: 'muted',
  expired: 'warn',
};

/** An exception in full: why, what makes up for it, who asked, who decided, until when. @internal */
export function WaiverFacts(props: { waiver: Waiver }) {
  const { waiver } = props;
  const { t } = useOperationsTranslation();
  return (
    <Facts
      items={[
        {
          name: t('waiver.stateTitle'),
          value: (
            <StateChip tone={tones[waiver.state]}>
              {t(`waiver.state.${waiver.state}`)}
            </StateChip>
          ),
        },
        {
          name: t('waiver.expires'),
          value: <TimeText at={waiver.expiresAt} />,
        },
        { name: t('waiver.reason'), value: waiver.reason },
        { name: t('waiver.control'), value: waiver.compensatingControl },
        {
          name: t('waiver.ticket'),
          value: <Figure value={waiver.ticket} reason={t('waiver.noTicket')} />,
        },
        {
          name: t('waiver.requestedBy'),
          value: <PersonText entityRef={waiver.requestedBy} />,
        },
        {
          name: t('waiver.decidedBy'),
          value: (
            <Figure
              value={
                waiver.decidedBy && <PersonText entityRef={waiver.decidedBy} />
              }
              reason={t('waiver.undecided')}
            />
          ),
        },
      ]}
    />
  );
}
