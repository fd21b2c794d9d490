import { useApi } from '@backstage/frontend-plugin-api';
import {
  BatchDecisionAnswer,
  ReviewItem,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { DecisionFields, DecisionValues } from '../../decisions/DecisionFields';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { PlainDialog } from '../../ui/PlainDialog';
import { Refusal } from '../../ui/Refusal';
import { StateChip } from '../../ui/StateChip';
import { useSubmit } from '../../ui/useSubmit';
import { VerdictChip } from '../../ui/VerdictChip';
import { Mono, Note } from '../../ui/Wording';
import { Action } from '../../ui/Action';

type Result = BatchDecisionAnswer['results'][number];

function Outcome(props: { result: Result | undefined }) {
  const { result } = props;
  const { t } = useOperationsTranslation();
  if (!result) return <Note>{t('reviews.notSent')}</Note>;
  if (!result.error) {
    return <StateChip tone="good">{t('reviews.signed')}</StateChip>;
  }
  return (
    <>
      <StateChip tone="bad">{t('reviews.refused')}</StateChip>{' '}
      {result.error.message}{' '}
      <Note>{result.error.difference?.changes.join(' · ')}</Note>
    </>
  );
}

/** Decides several sign-offs with one comment; each binds to the digest that was shown in the inbox. @internal */
export function BatchDialog(props: {
  items: readonly ReviewItem[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { items, onClose, onDone } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [values, setValues] = useState<DecisionValues>({ comment: '' });
  const [results, setResults] = useState<readonly Result[]>([]);
  const { pending, error, submit } = useSubmit(
    async (decision: 'approve' | 'reject') => {
      const answer = await api.decideReviews({
        body: {
          decision,
          comment: values.comment,
          items: items.map(item => ({
            entityRef: item.entityRef,
            scorecard: item.scorecard,
            criterion: item.criterion,
            slot: item.slot ?? '',
            expectedSubjectDigest: item.subjectDigest ?? '',
            onBehalfOf: item.onBehalfOf,
          })),
        },
      });
      setResults(answer.results);
    },
  );
  const { decision } = values;
  const sent = results.length > 0;
  const columns: Column<ReviewItem>[] = [
    {
      id: 'entity',
      title: t('rollUp.entity'),
      render: ({ entityRef }) => entityRef,
    },
    {
      id: 'criterion',
      title: t('catalogue.criterion'),
      minWidth: '12rem',
      render: ({ verdict, criterionTitle, role }) => (
        <>
          <VerdictChip verdict={verdict} /> {criterionTitle}{' '}
          <Note>{roleTitle(role)}</Note>
        </>
      ),
    },
    {
      id: 'digest',
      title: t('evidence.digest'),
      render: ({ subjectDigest = '' }) => (
        <Mono title={subjectDigest}>{subjectDigest.slice(0, 12)}</Mono>
      ),
    },
    {
      id: 'outcome',
      title: t('reviews.outcome'),
      minWidth: '10rem',
      render: item => (
        <Outcome result={results.find(({ index }) => items[index] === item)} />
      ),
    },
  ];
  return (
    <PlainDialog
      title={t('reviews.decideSelected', { count: items.length })}
      onClose={sent ? onDone : onClose}
      actions={
        !sent && (
          <Action
            kind="main"
            disabled={pending || !decision || values.comment.trim() === ''}
            onClick={() => decision && submit(decision)}
          >
            {t(decision === 'reject' ? 'sign.reject' : 'sign.approve')}
          </Action>
        )
      }
    >
      {error && <Refusal error={error} />}
      <DataTable
        caption={t('reviews.batch')}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
      />
      {!sent && <DecisionFields values={values} onChange={setValues} />}
    </PlainDialog>
  );
}
