import { useApi } from '@backstage/frontend-plugin-api';
import { DateTime } from 'luxon';
import { entityPath, operationsApiRef } from '../../api';
import { errorText } from '../../format/errorText';
import { formatInstant } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Action } from '../../ui/Action';
import { Notice } from '../../ui/Problem';
import { useLoad } from '../../ui/useLoad';
import { useUrlParam } from '../../ui/useUrlParam';
import { asOfParam } from './asOf';

/** A day less than the backend answers for at most, whose clock may be behind ours. */
const longestDays = 799;

/** Says that nothing is stored of an instant, and from when on something is. @internal */
export function NoResultThen(props: {
  entityRef: string;
  scorecard: string;
  at: string;
  error: Error;
}) {
  const { entityRef, scorecard, at, error } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [, setAt] = useUrlParam(asOfParam);
  const { value } = useLoad(`beginning ${entityRef} ${scorecard}`, () =>
    api.getScorecardHistory({
      ...entityPath(entityRef),
      scorecard,
      from:
        DateTime.now().minus({ days: longestDays }).toUTC().toISO() ??
        undefined,
    }),
  );
  const first = value?.changes[0]?.at;
  const begins =
    first && Date.parse(first) > Date.parse(at) ? first : undefined;
  return (
    <>
      <Notice>{errorText(error)}</Notice>
      {begins && (
        <Notice>{t('asOf.begins', { at: formatInstant(begins) })}</Notice>
      )}
      {value && !first && <Notice>{t('asOf.nothing')}</Notice>}
      <div>
        {begins && (
          <Action kind="framed" onClick={() => setAt(begins)}>
            {t('asOf.toBeginning')}
          </Action>
        )}{' '}
        <Action onClick={() => setAt(undefined)}>{t('asOf.now')}</Action>
      </div>
    </>
  );
}
