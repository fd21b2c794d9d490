import { useApi } from '@backstage/frontend-plugin-api';
import {
  SignoffDecision,
  subjectDifference,
} from '@backstage-operations/plugin-operations-common';
import { entityPath, operationsApiRef } from '../api';
import { Lines } from '../ui/Lines';
import { useNow } from '../ui/Now';
import { useLoad } from '../ui/useLoad';
import { recordChanges } from './recordChanges';
import { RecordChanges } from './RecordChanges';
import type { Signable } from './SignDialog';
import { valueChanges } from './valueChanges';

/**
 * What changed since somebody decided: in words, in values, and record by record.
 *
 * @remarks A decision keeps only digests. What it was made on is read as of its instant; until that is there, or where it can't be
 * had any more, the words alone are shown.
 * @internal
 */
export function ChangesSince(props: {
  signable: Signable;
  decision: SignoffDecision;
}) {
  const { signable, decision } = props;
  const { entityRef, scorecard, criterion } = signable;
  const api = useApi(operationsApiRef);
  const now = useNow();
  const { value } = useLoad(
    `then ${entityRef} ${scorecard} ${decision.at}`,
    () =>
      api.getScorecardResult({
        ...entityPath(entityRef),
        scorecard,
        at: decision.at,
      }),
  );
  const then = value?.criteria.find(({ id }) => id === criterion);
  const { changes } = subjectDifference(decision.subject, signable.subject, {
    signedAt: Date.parse(decision.at),
    now,
  });
  const records = then ? recordChanges(then.evidence, signable.evidence) : [];
  return (
    <>
      <Lines
        items={[...valueChanges(then?.rules ?? [], signable.rules), ...changes]}
      />
      {records.length > 0 && <RecordChanges changes={records} />}
    </>
  );
}
