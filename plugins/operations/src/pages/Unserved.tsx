import { useOperationsTranslation } from '../translation';
import { Problem } from '../ui/Problem';
import { SectionCard } from '../ui/SectionCard';
import { Note } from '../ui/Wording';

/** Says plainly that the backend does not serve this page; any other error is shown as it is. @internal */
export function Unserved(props: {
  id: string;
  title: string;
  error: Error;
  retry: () => void;
}) {
  const { id, title, error, retry } = props;
  const { t } = useOperationsTranslation();
  const { statusCode } = error as { statusCode?: unknown };
  if (statusCode !== 404 && statusCode !== 501) {
    return <Problem error={error} retry={retry} />;
  }
  return (
    <SectionCard id={id} title={title}>
      <Note>{t('unserved.text', { status: String(statusCode) })}</Note>
    </SectionCard>
  );
}
