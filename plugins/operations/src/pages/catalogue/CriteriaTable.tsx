import {
  Criterion,
  ScorecardVersion,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { operationsApiRef } from '../../api';
import { formatDay } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { useLoad } from '../../ui/useLoad';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { Note } from '../../ui/Wording';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none' },
});

/** The criteria of a scorecard with each rule in words, how many entities meet it, and who signs. @internal */
export function CriteriaTable(props: { version: ScorecardVersion }) {
  const { version } = props;
  const { criteria, steps = [] } = version.scorecard.spec;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const scorecard = version.scorecard.metadata.name;
  const fleet = useLoad(`criteria ${scorecard} ${version.policyDigest}`, () =>
    api.getFleetSummary({ scorecard, groupBy: 'kind' }),
  );
  const titleOf = (id: string | undefined) =>
    steps.find(step => step.id === id)?.title ?? id;
  const columns: Column<Criterion>[] = [
    {
      id: 'step',
      title: t('catalogue.step'),
      render: ({ step }) => <Note>{titleOf(step)}</Note>,
      minWidth: '8rem',
    },
    {
      id: 'title',
      title: t('catalogue.criterion'),
      minWidth: '12rem',
      render: ({ title, required, enableOn }) => (
        <>
          {title}{' '}
          <Note>
            {[
              required === false ? t('criteria.optional') : undefined,
              enableOn &&
                t('criteria.enforcedFrom', { day: formatDay(enableOn) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Note>
        </>
      ),
    },
    {
      id: 'rules',
      title: t('rules.title'),
      minWidth: '20rem',
      render: ({ id }) => (
        <ul className={classes.list}>
          {(version.sentences[id] ?? []).map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
          {(version.sentences[id] ?? []).length === 0 && (
            <li>
              <Note>{t('rules.none')}</Note>
            </li>
          )}
        </ul>
      ),
    },
    {
      id: 'entities',
      title: t('catalogue.entities'),
      minWidth: '9rem',
      render: ({ id }) => {
        const counts = fleet.value?.criteria[id];
        return counts ? (
          <VerdictCounts counts={counts} dense />
        ) : (
          <Note>{fleet.error?.message}</Note>
        );
      },
    },
    {
      id: 'signoffs',
      title: t('signoff.title'),
      minWidth: '10rem',
      render: ({ signoffs = [] }) => (
        <ul className={classes.list}>
          {signoffs.map(({ id, role, verb }) => (
            <li key={id}>
              {roleTitle(role)} <Note>{t(`verb.${verb}`)}</Note>
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('catalogue.criteriaOf', {
        title: version.scorecard.metadata.title,
      })}
      columns={columns}
      rows={criteria}
      rowKey={({ id }) => id}
    />
  );
}
