import { AuditSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { StateChip } from '../../ui/StateChip';
import { Note } from '../../ui/Wording';

type Framework = AuditSection['controls'][number];

/** Controls per framework, and those that were met once and no longer are. @internal */
export function ControlsBlock(props: { controls: AuditSection['controls'] }) {
  const { controls } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<Framework>[] = [
    {
      id: 'framework',
      title: t('controls.framework'),
      render: ({ framework }) => framework,
    },
    {
      id: 'met',
      title: t('controls.met'),
      align: 'right',
      render: ({ met }) => met,
    },
    {
      id: 'notMet',
      title: t('controls.notMet'),
      align: 'right',
      render: ({ notMet }) => notMet,
    },
    {
      id: 'notApplicable',
      title: t('controls.notApplicable'),
      align: 'right',
      render: ({ notApplicable }) => notApplicable,
    },
    {
      id: 'drift',
      title: t('controls.drift'),
      minWidth: '12rem',
      render: ({ drift }) =>
        drift.length > 0 ? (
          <>
            <StateChip tone="bad">{drift.length}</StateChip> {drift.join(', ')}
          </>
        ) : (
          <Note>{t('controls.noDrift')}</Note>
        ),
    },
  ];
  return (
    <Block title={t('controls.title')}>
      <DataTable
        caption={t('controls.title')}
        columns={columns}
        rows={controls}
        rowKey={({ framework }) => framework}
        empty={t('controls.none')}
      />
    </Block>
  );
}
