import { RuleResult } from '@backstage-operations/plugin-operations-common';
import { formatDuration } from '../../format/duration';
import { ruleValue } from '../../format/ruleValue';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { TimeText } from '../../ui/TimeText';
import { VerdictChip } from '../../ui/VerdictChip';
import { Note } from '../../ui/Wording';
import { OtherEntities } from './OtherEntities';

/** Each rule in words with the value it met, the sample and the age of the proof. @internal */
export function RuleTable(props: {
  rules: readonly RuleResult[];
  caption: string;
}) {
  const { rules, caption } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<RuleResult>[] = [
    {
      id: 'verdict',
      title: t('schedule.verdict'),
      render: ({ verdict }) => <VerdictChip verdict={verdict} />,
    },
    {
      id: 'sentence',
      title: t('rules.rule'),
      minWidth: '16rem',
      render: ({ sentence, over }) => (
        <>
          {sentence}
          {over && <OtherEntities over={over} />}
        </>
      ),
    },
    {
      id: 'value',
      title: t('rules.value'),
      minWidth: '12rem',
      render: result => {
        const { fact, reason } = result;
        return (
          <>
            <Figure value={ruleValue(result)} reason={fact.reason ?? reason} />
            {fact.value !== null && (
              <div>
                <Note>{reason ?? fact.reason}</Note>
              </div>
            )}
          </>
        );
      },
    },
    {
      id: 'sample',
      title: t('rules.sample'),
      render: ({ fact }) => (
        <Note>
          {[
            fact.n === undefined ? undefined : `n = ${fact.n}`,
            fact.window && formatDuration(fact.window),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Note>
      ),
    },
    {
      id: 'proven',
      title: t('rules.provenAt'),
      render: ({ fact }) => (
        <Figure
          value={fact.provenAt && <TimeText at={fact.provenAt} />}
          reason={t('rules.noProof')}
        />
      ),
    },
  ];
  return (
    <DataTable
      caption={t('rules.caption', { title: caption })}
      columns={columns}
      rows={rules}
      rowKey={({ sentence }) => sentence}
      empty={t('rules.none')}
    />
  );
}
