import { Link } from '@backstage/core-components';
import { SupportSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { Note } from '../../ui/Wording';

type Escalated = NonNullable<SupportSection['escalated']>;
type Item = Escalated['items'][number];

/** Tickets that became incidents, with the incident where it is known. @internal */
export function EscalatedBlock(props: { escalated: Escalated }) {
  const { count, items, notKnown } = props.escalated;
  const { t } = useOperationsTranslation();
  const columns: Column<Item>[] = [
    {
      id: 'ticket',
      title: t('support.ticket'),
      render: ({ ticket, url }) =>
        url ? <Link to={url}>{ticket}</Link> : ticket,
    },
    {
      id: 'tier',
      title: t('support.tier'),
      render: ({ tier }) => <Figure value={tier} />,
    },
    {
      id: 'incident',
      title: t('support.incident'),
      render: ({ incident, incidentTitle, incidentUrl, severity }) => {
        const text = [severity?.toUpperCase(), incidentTitle ?? incident]
          .filter(Boolean)
          .join(' · ');
        return (
          <Figure
            value={
              text &&
              (incidentUrl ? <Link to={incidentUrl}>{text}</Link> : text)
            }
            reason={t('support.noIncident')}
          />
        );
      },
    },
  ];
  return (
    <Block title={t('support.escalated', { count })}>
      {notKnown && <Note>{notKnown}</Note>}
      <DataTable
        caption={t('support.escalated', { count })}
        columns={columns}
        rows={items}
        rowKey={({ ticket }) => ticket}
        empty={t('support.noEscalated')}
      />
    </Block>
  );
}
