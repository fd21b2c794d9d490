import {
  ReviewItem,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import Checkbox from '@material-ui/core/Checkbox';
import { personName } from '../../format/person';
import { whyNot } from '../../format/whyNot';
import { OperationsLink } from '../../tab/rollup/OperationsLink';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Disclosure } from '../../ui/Disclosure';
import { Lines } from '../../ui/Lines';
import { PersonText } from '../../ui/PersonText';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Tone } from '../../ui/tone';
import { VerdictChip } from '../../ui/VerdictChip';
import { Note } from '../../ui/Wording';
import { Action } from '../../ui/Action';

const tones: Record<ReviewItem['type'], Tone> = {
  signoff: 'info',
  'stale-signoff': 'warn',
  waiver: 'unknown',
};

/** Sign-offs that can be decided together: those with a digest that was shown here. */
const canBatch = (item: ReviewItem) =>
  item.type !== 'waiver' &&
  item.slot !== undefined &&
  item.subjectDigest !== undefined &&
  item.forbidden === undefined;

/** The inbox as a table with a choice of several. @internal */
export function ReviewTable(props: {
  items: readonly ReviewItem[];
  /** Whether what is not shown may wait as well. */
  filtered: boolean;
  selected: readonly ReviewItem[];
  onSelect: (items: readonly ReviewItem[]) => void;
  onReview: (item: ReviewItem) => void;
}) {
  const { items, filtered, selected, onSelect, onReview } = props;
  const { t } = useOperationsTranslation();
  const chosen = new Set(selected.map(({ id }) => id));
  const toggle = (item: ReviewItem) =>
    onSelect(
      chosen.has(item.id)
        ? selected.filter(({ id }) => id !== item.id)
        : [...selected, item],
    );
  const columns: Column<ReviewItem>[] = [
    {
      id: 'select',
      title: t('reviews.select'),
      render: item => (
        <Checkbox
          color="primary"
          style={{ padding: 0 }}
          checked={chosen.has(item.id)}
          disabled={!canBatch(item)}
          onChange={() => toggle(item)}
          inputProps={{
            'aria-label': t('reviews.selectOf', {
              title: item.criterionTitle,
              entity: item.entityRef,
            }),
          }}
        />
      ),
    },
    {
      id: 'type',
      title: t('reviews.type'),
      render: ({ type }) => (
        <StateChip tone={tones[type]}>{t(`reviews.types.${type}`)}</StateChip>
      ),
    },
    {
      id: 'entity',
      title: t('rollUp.entity'),
      minWidth: '10rem',
      render: ({ entityRef, entityTitle, owner, scorecard, criterion }) => (
        <>
          <OperationsLink
            entityRef={entityRef}
            query={{ scorecard, criterion }}
          >
            {entityTitle}
          </OperationsLink>
          {owner && (
            <div>
              <Note>
                <PersonText entityRef={owner} />
              </Note>
            </div>
          )}
        </>
      ),
    },
    {
      id: 'criterion',
      title: t('catalogue.criterion'),
      minWidth: '14rem',
      render: item => (
        <>
          <VerdictChip verdict={item.verdict} /> {item.criterionTitle}{' '}
          <Note>{item.scorecardTitle}</Note>
          {item.difference && (
            <Disclosure
              title={t('reviews.changes', {
                count: item.difference.changes.length,
              })}
            >
              <Lines items={item.difference.changes} />
            </Disclosure>
          )}
        </>
      ),
    },
    {
      id: 'role',
      minWidth: '7rem',
      title: t('signoff.role'),
      render: ({ role, verb, onBehalfOf }) => (
        <>
          {roleTitle(role)}{' '}
          <Note>
            {[
              verb && t(`verb.${verb}`),
              onBehalfOf &&
                t('signoff.onBehalfOf', { person: personName(onBehalfOf) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Note>
        </>
      ),
    },
    {
      id: 'since',
      title: t('reviews.since'),
      render: ({ since }) => <TimeText at={since} show="relative" />,
    },
    {
      id: 'action',
      minWidth: '10rem',
      title: t('signoff.actions'),
      render: item =>
        item.forbidden ? (
          <Note>{whyNot(item.forbidden)}</Note>
        ) : (
          <Action
            kind="framed"
            onClick={() => onReview(item)}
            aria-label={t('reviews.reviewOf', {
              title: item.criterionTitle,
              entity: item.entityRef,
            })}
          >
            {t('signoff.review')}
          </Action>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('reviews.title')}
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      empty={t(filtered ? 'reviews.noneFits' : 'reviews.none')}
    />
  );
}
