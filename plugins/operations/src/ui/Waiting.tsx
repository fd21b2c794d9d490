import LinearProgress from '@material-ui/core/LinearProgress';
import { useOperationsTranslation } from '../translation';

/** Stands while something is fetched. @internal */
export function Waiting() {
  const { t } = useOperationsTranslation();
  return <LinearProgress aria-label={t('waiting.label')} />;
}
