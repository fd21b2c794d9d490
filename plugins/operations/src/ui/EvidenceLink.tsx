import Link from '@material-ui/core/Link';
import { ReactNode } from 'react';
import { useOperationsTranslation } from '../translation';
import { useUrlParam } from './useUrlParam';

/** Name of the address parameter that opens a record. @internal */
export const evidenceParam = 'evidence';

/** Opens the raw record behind a figure. @internal */
export function EvidenceLink(props: { id: string; children?: ReactNode }) {
  const { id, children } = props;
  const { t } = useOperationsTranslation();
  const [, open] = useUrlParam(evidenceParam);
  return (
    <Link
      component="button"
      variant="inherit"
      align="left"
      onClick={() => open(id)}
      title={id}
    >
      {children ?? t('evidence.open')}
    </Link>
  );
}
