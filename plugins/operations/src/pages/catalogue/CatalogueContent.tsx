import { useOperationsTranslation } from '../../translation';
import { Problem } from '../../ui/Problem';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';
import { PageStack } from '../PageStack';
import { useScorecards } from '../useScorecards';
import { ScorecardSheet } from './ScorecardSheet';

/** The rules as written: every scorecard in force with its criteria in words. @internal */
export function CatalogueContent() {
  const { t } = useOperationsTranslation();
  const { value, error, refresh } = useScorecards();
  if (!value) {
    return error ? <Problem error={error} retry={refresh} /> : <Waiting />;
  }
  return (
    <PageStack>
      {value.items.map(version => (
        <ScorecardSheet key={version.policyDigest} version={version} />
      ))}
      {value.items.length === 0 && <Note>{t('posture.none')}</Note>}
    </PageStack>
  );
}
