import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { screen } from '@testing-library/react';
import { operationsApiRef } from './api';
import defaultExport from './index';
import { operationsPlugin } from './plugin';
import { buildOverview } from './__testUtils__';

const entityContent = operationsPlugin.getExtension(
  'entity-content:operations',
);

const entity = (kind: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'checkout', namespace: 'default' },
});

describe('operationsPlugin', () => {
  it('is the default export', () => {
    expect(defaultExport).toBe(operationsPlugin);
  });

  it('puts its tab under the group of operation, on no kind in particular', () => {
    const tester = createExtensionTester(entityContent);
    expect(tester.get(coreExtensionData.routePath)).toBe('/operations');
    const { title, group, filterFunction, filterExpression } =
      EntityContentBlueprint.dataRefs;
    expect(tester.get(title)).toBe('Operations');
    expect(tester.get(group)).toBe('operation');
    expect(tester.get(filterFunction)).toBeUndefined();
    expect(tester.get(filterExpression)).toBeUndefined();
  });

  it.each(['Component', 'System', 'Group', 'User', 'Location', 'Widget'])(
    'shows the tab on a %s',
    async kind => {
      const getOverview = jest.fn(async () => buildOverview());
      renderTestApp({
        extensions: [
          createTestEntityPage({ entity: entity(kind) }),
          entityContent,
        ],
        apis: [[operationsApiRef, { getOverview }]],
      });
      expect(
        await screen.findByRole('navigation', { name: 'Sections' }),
      ).toBeInTheDocument();
      expect(getOverview).toHaveBeenCalledWith(
        expect.objectContaining({ kind: kind.toLocaleLowerCase('en-US') }),
      );
    },
  );

  it('has a page with six tabs, the fleet first', async () => {
    renderTestApp({
      features: [operationsPlugin],
      apis: [
        [operationsApiRef, { listScorecards: async () => ({ items: [] }) }],
      ],
      initialRouteEntries: ['/operations'],
    });
    const tabs = await screen.findAllByRole('tab');
    expect(tabs.map(tab => tab.textContent)).toEqual([
      'Fleet',
      'Reviews',
      'Calendar',
      'Compliance',
      'Audit log',
      'Scorecards',
    ]);
    expect(
      await screen.findByText(/No scorecard is loaded/),
    ).toBeInTheDocument();
  });
});
