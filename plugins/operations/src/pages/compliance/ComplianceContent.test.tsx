import {
  StandardEntity,
  StandardPosture,
} from '@backstage-operations/plugin-operations-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { daysAgo, renderPage } from '../../__testUtils__';
import { ComplianceContent } from './ComplianceContent';

const soc2: StandardPosture = {
  id: 'soc-2',
  title: 'SOC 2',
  entities: 3,
  controls: {
    met: 1999,
    applicable: 2000,
    share: 0.9995,
    entitiesMeetingAll: 1,
    entitiesAssessed: 2,
    worst: { entityRef: 'component:default/shop', share: 0.9 },
  },
  drift: { controls: 4, entities: 1 },
  findings: { open: 7, overdue: 2, notKnown: 1 },
  audits: { passed: 1, failed: 1, lastPassedAt: daysAgo(30) },
  exceptions: 5,
};

const gdpr: StandardPosture = {
  ...soc2,
  id: 'gdpr',
  title: 'GDPR',
  controls: {
    met: 0,
    applicable: 0,
    share: null,
    reason: 'no control has been checked',
    entitiesMeetingAll: 0,
    entitiesAssessed: 0,
  },
  drift: { controls: 0, entities: 0 },
};

const shop: StandardEntity = {
  entityRef: 'component:default/shop',
  owner: 'group:default/money',
  controls: { met: 9, applicable: 10, notMet: ['cc1'], notApplicable: 0 },
  drift: ['cc1'],
  findings: { notKnown: 'Findings are not listed', open: 0, overdue: 0 },
  audits: [
    {
      type: 'external',
      title: 'External audit',
      at: daysAgo(30),
      passed: false,
    },
  ],
  exceptions: 1,
};

const rowOf = (text: string) =>
  within(screen.getByText(text).closest('tr') as HTMLElement);

describe('ComplianceContent', () => {
  const listStandardEntities = jest.fn(async () => ({
    items: [shop],
    totalItems: 1,
  }));
  const show = (items: StandardPosture[]) =>
    renderPage(<ComplianceContent />, {
      getCompliance: async () => ({ asOf: daysAgo(0), items }),
      listStandardEntities,
    });

  it('rounds the share of controls down, and says why there is none', async () => {
    show([gdpr, soc2]);
    expect(await screen.findByText('SOC 2')).toBeInTheDocument();
    expect(
      rowOf('SOC 2').getByText('99.9 % (1999 of 2000)'),
    ).toBeInTheDocument();
    expect(rowOf('SOC 2').getByText('2 overdue')).toBeInTheDocument();
    expect(
      rowOf('SOC 2').getByText('not known of 1 entity'),
    ).toBeInTheDocument();
    expect(
      rowOf('GDPR').getByText('no control has been checked'),
    ).toBeInTheDocument();
  });

  it('opens the entities of a standard', async () => {
    show([soc2]);
    const user = userEvent.setup();
    await user.click(
      await screen.findByRole('button', { name: 'Entities of SOC 2' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Entities held to SOC 2' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('not met: cc1')).toBeInTheDocument();
    expect(screen.getByText('Findings are not listed')).toBeInTheDocument();
    expect(listStandardEntities).toHaveBeenCalledWith(
      expect.objectContaining({ standard: 'soc-2' }),
    );
  });

  it('says that nothing was recorded', async () => {
    show([]);
    expect(
      await screen.findByText(/No audit or control of any standard/),
    ).toBeInTheDocument();
  });
});
