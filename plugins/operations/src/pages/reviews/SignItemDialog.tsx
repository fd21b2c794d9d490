import { useApi } from '@backstage/frontend-plugin-api';
import {
  ReviewItem,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { entityPath, operationsApiRef } from '../../api';
import { Signable, SignDialog } from '../../decisions/SignDialog';
import { useOperationsTranslation } from '../../translation';
import { PlainDialog } from '../../ui/PlainDialog';
import { Problem } from '../../ui/Problem';
import { useLoad } from '../../ui/useLoad';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';

/** What the item is about, as it stands in the result. */
function signableOf(
  item: ReviewItem,
  result: ScorecardResult,
): Signable | undefined {
  const criterion = result.criteria.find(({ id }) => id === item.criterion);
  const signed = item.criterion === 'exit' ? result.exit : criterion;
  const slot = signed?.signoffs.find(({ id }) => id === item.slot);
  if (!signed?.subject || !signed.subjectDigest || !slot) return undefined;
  return {
    entityRef: item.entityRef,
    scorecard: item.scorecard,
    criterion: item.criterion,
    title: item.criterionTitle,
    slot,
    subject: signed.subject,
    subjectDigest: signed.subjectDigest,
    evidence: criterion?.evidence ?? [],
    rules: criterion?.rules ?? [],
    titles: Object.fromEntries(result.criteria.map(one => [one.id, one.title])),
    onBehalfOf: item.onBehalfOf,
  };
}

/** Fetches what an item of the inbox is about and takes the decision. @internal */
export function SignItemDialog(props: {
  item: ReviewItem;
  onClose: () => void;
  onDone: () => void;
}) {
  const { item, onClose, onDone } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { value, error, refresh } = useLoad(`review ${item.id}`, () =>
    api.getScorecardResult({
      ...entityPath(item.entityRef),
      scorecard: item.scorecard,
    }),
  );
  const signable = value && signableOf(item, value);
  if (signable) {
    return (
      <SignDialog
        signable={signable}
        onClose={onClose}
        onDecided={onDone}
        onOutdated={refresh}
      />
    );
  }
  return (
    <PlainDialog title={item.criterionTitle} onClose={onClose}>
      {value && <Note>{t('reviews.gone')}</Note>}
      {!value && error && <Problem error={error} retry={refresh} />}
      {!value && !error && <Waiting />}
    </PlainDialog>
  );
}
