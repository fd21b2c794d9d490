import { useApi } from '@backstage/frontend-plugin-api';
import { ReviewItem } from '@backstage-operations/plugin-operations-common';
import { useState } from 'react';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { Pager } from '../../ui/Pager';
import { Problem } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { useHints } from '../../ui/useHints';
import { usePages } from '../../ui/usePages';
import { Waiting } from '../../ui/Waiting';
import { PageStack } from '../PageStack';
import { Unserved } from '../Unserved';
import { BatchDialog } from './BatchDialog';
import { DelegationsSection } from './DelegationsSection';
import { ReviewDialog } from './ReviewDialog';
import { ReviewFilters } from './ReviewFilters';
import { ReviewTable } from './ReviewTable';
import { useReviewFilter } from './useReviewFilter';
import { Action } from '../../ui/Action';

const refreshMillis = 30_000;

/** What waits for the signed-in person: open sign-offs, own ones that went stale, and waivers to decide. @internal */
export function ReviewsContent() {
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const filter = useReviewFilter();
  const pages = usePages(
    `reviews ${JSON.stringify(filter.query)}`,
    (limit, cursor) => api.listReviews({ ...filter.query, limit, cursor }),
    { every: refreshMillis },
  );
  const [reviewing, setReviewing] = useState<ReviewItem>();
  const [selected, setSelected] = useState<readonly ReviewItem[]>([]);
  const [batch, setBatch] = useState(false);
  const { value, error, refresh } = pages.load;
  useHints(refresh);
  if (!value && error && !filter.active) {
    return (
      <Unserved
        id="reviews"
        title={t('reviews.title')}
        error={error}
        retry={refresh}
      />
    );
  }
  const done = () => {
    setReviewing(undefined);
    setBatch(false);
    setSelected([]);
    refresh();
  };
  return (
    <PageStack>
      <SectionCard
        id="reviews"
        title={t('reviews.title')}
        summary={
          value &&
          t('reviews.summary', {
            open: String(value.counts.signoff),
            stale: String(value.counts['stale-signoff']),
            waivers: String(value.counts.waiver),
          })
        }
        actions={
          <Action
            kind="framed"
            disabled={selected.length === 0}
            onClick={() => setBatch(true)}
          >
            {selected.length === 0
              ? t('reviews.decideNone')
              : t('reviews.decideSelected', { count: selected.length })}
          </Action>
        }
      >
        <ReviewFilters filter={filter} />
        {value ? (
          <div>
            <ReviewTable
              items={value.items}
              filtered={filter.active}
              selected={selected}
              onSelect={setSelected}
              onReview={setReviewing}
            />
            <Pager pages={pages} />
          </div>
        ) : (
          !error && <Waiting />
        )}
        {!value && error && <Problem error={error} retry={refresh} />}
      </SectionCard>
      <DelegationsSection />
      {reviewing && (
        <ReviewDialog
          item={reviewing}
          onClose={() => setReviewing(undefined)}
          onDone={done}
        />
      )}
      {batch && (
        <BatchDialog
          items={selected}
          onClose={() => setBatch(false)}
          onDone={done}
        />
      )}
    </PageStack>
  );
}
