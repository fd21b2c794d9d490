import { lazy, Suspense } from 'react';
import { evidenceParam } from '../ui/EvidenceLink';
import { useUrlParam } from '../ui/useUrlParam';

const EvidenceDialog = lazy(() =>
  import('./EvidenceDialog').then(m => ({ default: m.EvidenceDialog })),
);

/** Shows the record that the address names, so that a link leads to the evidence itself. @internal */
export function EvidenceHost() {
  const [id, setId] = useUrlParam(evidenceParam);
  if (!id) return null;
  return (
    <Suspense fallback={null}>
      <EvidenceDialog id={id} onClose={() => setId(undefined)} />
    </Suspense>
  );
}
