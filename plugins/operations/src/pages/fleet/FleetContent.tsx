import { useOperationsTranslation } from '../../translation';
import { Choices } from '../../ui/Choices';
import { Problem } from '../../ui/Problem';
import { useUrlParams } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';
import { PageStack } from '../PageStack';
import { useScorecards } from '../useScorecards';
import { FleetSummarySection } from './FleetSummarySection';
import { FleetTableSection } from './FleetTableSection';
import { FleetTrendSection } from './FleetTrendSection';

/** All entities under one scorecard: by group, over time, and one by one. @internal */
export function FleetContent() {
  const { t } = useOperationsTranslation();
  const { value, error, refresh } = useScorecards();
  const [params, setParams] = useUrlParams();
  if (!value) {
    return error ? <Problem error={error} retry={refresh} /> : <Waiting />;
  }
  const choices = value.items.map(({ scorecard: { metadata } }) => ({
    value: metadata.name,
    title: metadata.title,
  }));
  const chosen = params.get('scorecard') ?? choices[0]?.value;
  return (
    <PageStack>
      <div>
        <Choices
          label={t('fleet.scorecard')}
          choices={choices}
          value={chosen}
          optional={false}
          onChange={scorecard => setParams({ scorecard })}
        />
      </div>
      {chosen ? (
        <>
          <FleetSummarySection scorecard={chosen} />
          <FleetTrendSection scorecard={chosen} />
          <FleetTableSection scorecard={chosen} />
        </>
      ) : (
        <Note>{t('posture.none')}</Note>
      )}
    </PageStack>
  );
}
