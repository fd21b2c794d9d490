import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

const signInPage = SignInPageBlueprint.make({
  params: {
    loader: () =>
      import('./ExamplePeoplePage').then(module => module.ExamplePeoplePage),
  },
});

/** Replaces the sign-in page by the list of example people. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage],
});
