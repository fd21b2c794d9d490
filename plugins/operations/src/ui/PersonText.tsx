import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { personName } from '../format/person';

/** A user or group by name, with a link to its page; any other sender as it is. @internal */
export function PersonText(props: { entityRef: string }) {
  const { entityRef } = props;
  const entityRoute = useRouteRef(entityRouteRef);
  const [, kind, namespace, name] =
    /^(user|group):([^/]+)\/(.+)$/.exec(entityRef) ?? [];
  if (!kind) return <>{entityRef}</>;
  return (
    <Link to={entityRoute({ kind, namespace, name })} title={entityRef}>
      {personName(entityRef)}
    </Link>
  );
}
