import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';
import { signInModule } from './signin';

/** The portal; plugins are found through this package's dependencies. */
export const app = createApp({ features: [navModule, signInModule] });
