import { PatchStatus } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { TimeChart } from '../../ui/Chart';
import { Note } from '../../ui/Wording';

/** Open and overdue findings per day. @internal */
export function BurndownBlock(props: { patch: PatchStatus }) {
  const { burndown } = props.patch;
  const { t } = useOperationsTranslation();
  return (
    <Block title={t('patch.burndown')}>
      {burndown.length < 2 ? (
        <Note>{t('patch.noBurndown')}</Note>
      ) : (
        <TimeChart
          label={t('patch.burndown')}
          lines={[
            {
              id: 'open',
              title: t('patch.openLine'),
              tone: 'info',
              points: burndown.map(({ at, open }) => ({ at, value: open })),
            },
            {
              id: 'overdue',
              title: t('patch.overdueLine'),
              tone: 'bad',
              points: burndown.map(({ at, overdue }) => ({
                at,
                value: overdue,
              })),
            },
          ]}
          counts
          format={String}
        />
      )}
    </Block>
  );
}
