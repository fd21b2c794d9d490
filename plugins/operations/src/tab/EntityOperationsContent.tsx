import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { NowProvider } from '../ui/Now';
import { OperationsTab } from './OperationsTab';

/** The Operations tab of the entity whose page is open. @internal */
export function EntityOperationsContent() {
  const { entity } = useEntity();
  return (
    <NowProvider>
      <OperationsTab entityRef={stringifyEntityRef(entity)} />
    </NowProvider>
  );
}
