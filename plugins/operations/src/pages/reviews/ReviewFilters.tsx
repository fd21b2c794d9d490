import { ReviewItem } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../../translation';
import { Action } from '../../ui/Action';
import { Choices } from '../../ui/Choices';
import { TextFilter } from '../../ui/TextFilter';
import { useUrlParams } from '../../ui/useUrlParam';
import { useScorecards } from '../useScorecards';
import { RefFilter, refFilters, ReviewFilter } from './useReviewFilter';

const states: readonly ReviewItem['type'][] = [
  'signoff',
  'stale-signoff',
  'waiver',
];

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start' },
});

/** Narrows the inbox; every filter is a part of the address. @internal */
export function ReviewFilters(props: { filter: ReviewFilter }) {
  const { filter } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [params, setParams] = useUrlParams();
  const scorecards = useScorecards();
  const hintOf = (name: RefFilter) => {
    const meant = filter.meant[name];
    if (!meant || 'ref' in meant) return undefined;
    return meant.matches === 0
      ? t('reviews.matchesNone')
      : t('reviews.matches', { total: String(meant.matches) });
  };
  return (
    <div
      role="search"
      aria-label={t('reviews.filters')}
      className={classes.root}
    >
      <Choices
        label={t('reviews.type')}
        choices={states.map(value => ({
          value,
          title: t(`reviews.types.${value}`),
        }))}
        value={params.get('state') ?? undefined}
        onChange={state => setParams({ state })}
      />
      <Choices
        label={t('reviews.by.scorecard')}
        choices={(scorecards.value?.items ?? []).map(
          ({ scorecard: { metadata } }) => ({
            value: metadata.name,
            title: metadata.title,
          }),
        )}
        value={params.get('scorecard') ?? undefined}
        onChange={scorecard => setParams({ scorecard })}
      />
      {refFilters.map(name => (
        <TextFilter
          key={name}
          label={t(`reviews.by.${name}`)}
          value={filter.texts[name]}
          onChange={value => setParams({ [name]: value })}
          onFocus={filter.want}
          suggestions={filter.known[name].map(({ ref, title }) => ({
            value: ref,
            title,
          }))}
          hint={hintOf(name)}
        />
      ))}
      {filter.active && (
        <Action
          onClick={() =>
            setParams({
              state: undefined,
              scorecard: undefined,
              entityRef: undefined,
              owner: undefined,
            })
          }
        >
          {t('reviews.clear')}
        </Action>
      )}
    </div>
  );
}
