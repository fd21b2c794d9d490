import {
  RollUp,
  RollUpMember,
  ScorecardSummary,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { GateChip } from '../../ui/GateChip';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { Note } from '../../ui/Wording';
import { OperationsLink } from './OperationsLink';

/** Every member with the state of each of its scorecards, and a link to its own tab. @internal */
export function MembersBlock(props: {
  rollUp: RollUp;
  /** For the titles. */
  scorecards: readonly Pick<ScorecardSummary, 'scorecard' | 'title'>[];
}) {
  const { members } = props.rollUp;
  const titleOf = (id: string) =>
    props.scorecards.find(one => one.scorecard === id)?.title ?? id;
  const { t } = useOperationsTranslation();
  const scorecards = [
    ...new Set(
      members.flatMap(member => member.scorecards.map(one => one.scorecard)),
    ),
  ];
  const columns: Column<RollUpMember>[] = [
    {
      id: 'entity',
      title: t('rollUp.entity'),
      minWidth: '10rem',
      render: ({ entityRef, title, kind }) => (
        <>
          <OperationsLink entityRef={entityRef}>{title}</OperationsLink>{' '}
          <Note>{kind}</Note>
        </>
      ),
    },
    ...scorecards.map(
      (scorecard): Column<RollUpMember> => ({
        id: scorecard,
        title: titleOf(scorecard),
        minWidth: '12rem',
        render: member => {
          const own = member.scorecards.find(
            one => one.scorecard === scorecard,
          );
          return own ? (
            <>
              <GateChip state={own.gate} />
              <VerdictCounts counts={own.counts} dense />
            </>
          ) : (
            <Note>{t('rollUp.noScorecard')}</Note>
          );
        },
      }),
    ),
  ];
  return (
    <Block title={t('rollUp.members')}>
      <DataTable
        caption={t('rollUp.members')}
        columns={columns}
        rows={members}
        rowKey={({ entityRef }) => entityRef}
        empty={t('rollUp.noMembers')}
        first={25}
      />
    </Block>
  );
}
