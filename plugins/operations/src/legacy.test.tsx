import { FlatRoutes } from '@backstage/core-app-api';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { operationsApiRef } from './api';
import * as legacy from './legacy';
import { buildOverview } from './__testUtils__';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function render(element: JSX.Element, api: object) {
  return renderInTestApp(
    <TestApiProvider apis={[[operationsApiRef, api]]}>
      <FlatRoutes>
        <Route path="/" element={element} />
      </FlatRoutes>
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
}

describe('the old frontend system', () => {
  it('exports the plugin, its tab, its page and nothing else', () => {
    expect(Object.keys(legacy).sort()).toEqual([
      'EntityOperationsContent',
      'OperationsPage',
      'isOperationsAvailable',
      'operationsPlugin',
    ]);
  });

  it('has the tab on every entity', () => {
    expect(legacy.isOperationsAvailable(entity)).toBe(true);
    expect(legacy.isOperationsAvailable({ ...entity, kind: 'Widget' })).toBe(
      true,
    );
  });

  it('shows the same tab', async () => {
    await render(
      <EntityProvider entity={entity}>
        <legacy.EntityOperationsContent />
      </EntityProvider>,
      { getOverview: async () => buildOverview() },
    );
    expect(
      await screen.findByRole('navigation', { name: 'Sections' }),
    ).toBeInTheDocument();
  });

  it('shows the same page under its own header', async () => {
    await render(<legacy.OperationsPage />, {
      listScorecards: async () => ({ items: [] }),
    });
    expect(
      await screen.findByRole('heading', { name: 'Operations' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Audit log' })).toBeInTheDocument();
    expect(
      await screen.findByText(/No scorecard is loaded/),
    ).toBeInTheDocument();
  });
});
