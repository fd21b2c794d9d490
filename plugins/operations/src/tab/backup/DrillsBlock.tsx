import { DrillStatus } from '@backstage-operations/plugin-operations-common';
import { Link } from '@backstage/core-components';
import { formatElapsed } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { EvidenceLink } from '../../ui/EvidenceLink';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Tone } from '../../ui/tone';

function toneOf(outcome: string): Tone {
  if (outcome === 'success') return 'good';
  return outcome === 'failed' ? 'bad' : 'warn';
}

/** Disaster recovery drills, newest first. @internal */
export function DrillsBlock(props: { drills: readonly DrillStatus[] }) {
  const { drills } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<DrillStatus>[] = [
    {
      id: 'declaredAt',
      title: t('drills.declaredAt'),
      render: ({ declaredAt }) => <TimeText at={declaredAt} />,
    },
    {
      id: 'scenario',
      title: t('drills.scenario'),
      render: ({ scenario, approach }) =>
        approach ? `${scenario} (${approach})` : scenario,
      minWidth: '12rem',
    },
    {
      id: 'outcome',
      title: t('drills.outcome'),
      render: ({ outcome }) => (
        <StateChip tone={toneOf(outcome)}>{outcome}</StateChip>
      ),
    },
    {
      id: 'recovery',
      title: t('drills.recovery'),
      render: ({ recoverySeconds }) => (
        <Figure
          value={formatElapsed(recoverySeconds)}
          reason={t('drills.neverUsable')}
        />
      ),
    },
    {
      id: 'lessons',
      title: t('drills.lessons'),
      render: ({ lessonsUrl }) => (
        <Figure
          value={lessonsUrl && <Link to={lessonsUrl}>{t('drills.read')}</Link>}
          reason={t('drills.noLessons')}
        />
      ),
    },
    {
      id: 'evidence',
      title: t('evidence.kind'),
      render: ({ evidence }) => <EvidenceLink id={evidence.id} />,
    },
  ];
  return (
    <Block title={t('drills.title')}>
      <DataTable
        caption={t('drills.title')}
        columns={columns}
        rows={drills}
        rowKey={({ evidence }) => evidence.id}
        first={5}
      />
    </Block>
  );
}
