// A backend as it is deployed, with nothing to transform: a bare route over one table and, unless only that is asked for, our plugin.
const { createBackend } = require('@backstage/backend-defaults');
const {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} = require('@backstage/backend-plugin-api');
const { catalogServiceRef } = require('@backstage/plugin-catalog-node');
const Router = require('express-promise-router').default;

const entities = Array.from({ length: 100 }, (_, index) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: `service-${index}`,
    namespace: 'default',
    uid: `uid-${index}`,
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team' },
}));

/** In memory, so that nothing of what is measured is the catalog's. */
const catalog = {
  async *streamEntities() {
    yield entities;
  },
  getEntitiesByRefs: async ({ entityRefs }) => ({
    items: entityRefs.map(() => undefined),
  }),
};

const floor = createBackendPlugin({
  pluginId: 'floor',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ database, httpAuth, httpRouter }) {
        const db = await database.getClient();
        if (!(await db.schema.hasTable('floor'))) {
          await db.schema.createTable('floor', table => {
            table.string('ref').primary();
            table.text('body');
          });
        }
        const router = Router();
        router.get('/row/:ref', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user', 'service'] });
          const row = await db('floor')
            .where('ref', request.params.ref)
            .first();
          response.type('application/json').send(row.body);
        });
        httpRouter.use(router);
      },
    });
  },
});

const backend = createBackend();
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog,
  }),
);
backend.add(floor);
if (process.env.BENCH_START !== 'floor') {
  backend.add(require('@backstage-operations/plugin-operations-backend'));
}
backend.start().catch(error => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
