import { createBackend } from '@backstage/backend-defaults';
import { quietErrors } from './quietErrors';
import { refuseDevelopmentToken } from './refuseDevelopmentToken';

refuseDevelopmentToken(process.env);

const backend = createBackend();

backend.add(quietErrors);

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage-operations/plugin-auth-backend-module-demo'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage-operations/plugin-operations-backend'));
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-github'),
);
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-kubernetes'),
);
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-prometheus'),
);
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-webhooks'),
);
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-pagerduty'),
);
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-statuspage'),
);
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-monitoring'),
);
backend.add(
  import('@backstage-operations/plugin-operations-backend-module-support'),
);

backend.start();
