import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';

/** Leads to the Operations tab of an entity, with more of the address if asked. @internal */
export function OperationsLink(props: {
  entityRef: string;
  children?: ReactNode;
  /** Parameters of the address there. */
  query?: Record<string, string>;
}) {
  const { entityRef, children, query } = props;
  const entityRoute = useRouteRef(entityRouteRef);
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const search = query ? `?${new URLSearchParams(query)}` : '';
  return (
    <Link
      to={`${entityRoute({ kind, namespace, name })}/operations${search}`}
      title={entityRef}
      underline="always"
    >
      {children ?? name}
    </Link>
  );
}
