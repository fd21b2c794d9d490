import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { OperationsPageApi, operationsApiRef } from '../api';
import { NowProvider } from '../ui/Now';
import { testNow } from './instants';

const clock = () => testNow;

/** Renders a part of the pages in an app, with the given answers of the backend. @internal */
export function renderPage(
  element: JSX.Element,
  api: Partial<OperationsPageApi> = {},
  options: { at?: string } = {},
) {
  return renderInTestApp(<NowProvider clock={clock}>{element}</NowProvider>, {
    apis: [[operationsApiRef, api as OperationsPageApi]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [options.at ?? '/'],
  });
}
