import {
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import TimelineIcon from '@material-ui/icons/Timeline';
import { operationsApiExtension } from './api/operationsApiExtension';
import { entityContentRouteRef, rootRouteRef } from './routes';

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/operations',
    title: 'Operations',
    group: 'operation',
    icon: <TimelineIcon fontSize="inherit" />,
    routeRef: entityContentRouteRef,
    loader: () =>
      import('./tab/EntityOperationsContent').then(m => (
        <m.EntityOperationsContent />
      )),
  },
});

const page = PageBlueprint.make({
  params: { path: '/operations', routeRef: rootRouteRef },
});

const fleetPage = SubPageBlueprint.make({
  name: 'fleet',
  params: {
    path: 'fleet',
    title: 'Fleet',
    loader: () => import('./pages/fleet').then(m => <m.FleetPage />),
  },
});

const reviewsPage = SubPageBlueprint.make({
  name: 'reviews',
  params: {
    path: 'reviews',
    title: 'Reviews',
    loader: () => import('./pages/reviews').then(m => <m.ReviewsPage />),
  },
});

const calendarPage = SubPageBlueprint.make({
  name: 'calendar',
  params: {
    path: 'calendar',
    title: 'Calendar',
    loader: () => import('./pages/calendar').then(m => <m.CalendarPage />),
  },
});

const compliancePage = SubPageBlueprint.make({
  name: 'compliance',
  params: {
    path: 'compliance',
    title: 'Compliance',
    loader: () => import('./pages/compliance').then(m => <m.CompliancePage />),
  },
});

const logPage = SubPageBlueprint.make({
  name: 'log',
  params: {
    path: 'log',
    title: 'Audit log',
    loader: () => import('./pages/log').then(m => <m.LogPage />),
  },
});

const scorecardsPage = SubPageBlueprint.make({
  name: 'scorecards',
  params: {
    path: 'scorecards',
    title: 'Scorecards',
    loader: () => import('./pages/catalogue').then(m => <m.CataloguePage />),
  },
});

/** The Operations tab and page for the new frontend system. @public */
export const operationsPlugin = createFrontendPlugin({
  pluginId: 'operations',
  title: 'Operations',
  icon: <TimelineIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  extensions: [
    operationsApiExtension,
    entityContent,
    page,
    fleetPage,
    reviewsPage,
    calendarPage,
    compliancePage,
    logPage,
    scorecardsPage,
  ],
});
