import {
  formatRatio,
  SupportSection,
} from '@backstage-operations/plugin-operations-common';
import { formatProse } from '../../format/prose';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';

type Tier = SupportSection['tiers'][number];

/** Tickets per tier against the response and resolution targets. @internal */
export function SupportTiers(props: { support: SupportSection }) {
  const { tiers } = props.support;
  const { t } = useOperationsTranslation();
  const share = (value: number | null) => (
    <Figure
      value={value === null ? undefined : formatRatio(value)}
      reason={t('support.noTickets')}
    />
  );
  const columns: Column<Tier>[] = [
    { id: 'tier', title: t('support.tier'), render: ({ tier }) => tier },
    {
      id: 'opened',
      title: t('support.opened'),
      align: 'right',
      render: ({ opened }) => opened,
    },
    {
      id: 'open',
      title: t('support.open'),
      align: 'right',
      render: ({ open }) => <Figure value={open} />,
    },
    {
      id: 'response',
      title: t('support.response'),
      render: ({ respondedInTarget, responseTarget }) => (
        <>
          {share(respondedInTarget)}
          {` · ${t('support.within', {
            target: formatProse(responseTarget),
          })}`}
        </>
      ),
    },
    {
      id: 'resolution',
      title: t('support.resolution'),
      render: ({ resolvedInTarget, resolutionTarget }) => (
        <>
          {share(resolvedInTarget)}
          {` · ${t('support.within', {
            target: formatProse(resolutionTarget),
          })}`}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('support.tiers')}
      columns={columns}
      rows={tiers}
      rowKey={({ tier }) => tier}
      empty={t('support.noTickets')}
    />
  );
}
