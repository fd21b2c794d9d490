import { OperationsPage } from '@backstage-operations/plugin-operations/legacy';
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  AlertDisplay,
  OAuthRequestDialog,
  ProxiedSignInPage,
} from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/core-plugin-api';
import { CatalogEntityPage, CatalogIndexPage } from '@backstage/plugin-catalog';
import { UserSettingsPage } from '@backstage/plugin-user-settings';
import { Navigate, Route } from 'react-router-dom';
import { entityPage } from './entityPage';
import { Frame } from './Frame';

/** Always the same example person: this app exists to show the plugin in the old frontend system. */
function SignInPage(props: SignInPageProps) {
  return (
    <ProxiedSignInPage
      {...props}
      provider="demo"
      headers={{ 'x-demo-user': 'user:default/engineer-one' }}
    />
  );
}

const app = createApp({ components: { SignInPage } });

/** The portal as an adopter of the old frontend system writes it. */
export const App = app.createRoot(
  <>
    <AlertDisplay />
    <OAuthRequestDialog />
    <AppRouter>
      <Frame>
        <FlatRoutes>
          <Route path="/" element={<Navigate to="catalog" />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          >
            {entityPage}
          </Route>
          <Route path="/operations" element={<OperationsPage />} />
          <Route path="/settings" element={<UserSettingsPage />} />
        </FlatRoutes>
      </Frame>
    </AppRouter>
  </>,
);
