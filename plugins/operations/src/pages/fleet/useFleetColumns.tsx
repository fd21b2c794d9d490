import { FleetRow } from '@backstage-operations/plugin-operations-common';
import { OperationsLink } from '../../tab/rollup/OperationsLink';
import { useOperationsTranslation } from '../../translation';
import { Column } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { GateChip } from '../../ui/GateChip';
import { PersonText } from '../../ui/PersonText';
import { TimeText } from '../../ui/TimeText';
import { useUrlParam } from '../../ui/useUrlParam';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { Note } from '../../ui/Wording';

function directionOf(sort: string | undefined, field: string) {
  if (sort === field) return 'asc';
  return sort === `-${field}` ? 'desc' : undefined;
}

/** The columns of the fleet table; the order is kept in the address. @internal */
export function useFleetColumns(): Column<FleetRow>[] {
  const { t } = useOperationsTranslation();
  const [sort, setSort] = useUrlParam('sort');
  const sortable = (field: string): Column<FleetRow>['sort'] => {
    const direction = directionOf(sort, field);
    return {
      direction,
      toggle: () => setSort(direction === 'asc' ? `-${field}` : field),
    };
  };
  return [
    {
      id: 'entity',
      title: t('rollUp.entity'),
      minWidth: '11rem',
      sort: sortable('entityRef'),
      render: row => (
        <>
          <OperationsLink
            entityRef={row.entityRef}
            query={{ scorecard: row.scorecard }}
          >
            {row.title}
          </OperationsLink>{' '}
          <Note>
            {[row.kind, row.type, row.tier].filter(Boolean).join(' · ')}
          </Note>
        </>
      ),
    },
    {
      id: 'gate',
      title: t('fleet.gate'),
      sort: sortable('gate'),
      render: ({ gate }) => <GateChip state={gate} />,
    },
    {
      id: 'counts',
      title: t('counts.label'),
      minWidth: '16rem',
      sort: sortable('fail'),
      render: ({ counts }) => <VerdictCounts counts={counts} dense />,
    },
    {
      id: 'owner',
      title: t('fleet.by.owner'),
      sort: sortable('owner'),
      render: ({ owner }) => (
        <Figure
          value={owner && <PersonText entityRef={owner} />}
          reason={t('subject.noOwner')}
        />
      ),
    },
    {
      id: 'system',
      title: t('fleet.by.system'),
      sort: sortable('system'),
      render: ({ system }) => (
        <Figure
          value={system && <OperationsLink entityRef={system} />}
          reason={t('fleet.noSystem')}
        />
      ),
    },
    {
      id: 'proof',
      title: t('posture.oldestProof'),
      sort: sortable('oldestProof'),
      render: ({ oldestProofAt }) => (
        <Figure
          value={
            oldestProofAt && <TimeText at={oldestProofAt} show="relative" />
          }
          reason={t('posture.noProof')}
        />
      ),
    },
  ];
}
