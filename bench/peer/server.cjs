// Tech Insights with sixteen checks over sixteen facts, and ninety days of daily facts of one entity, of the others the newest.
const { createBackend } = require('@backstage/backend-defaults');
const {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} = require('@backstage/backend-plugin-api');
const { catalogServiceRef } = require('@backstage/plugin-catalog-node');
const {
  techInsightsFactRetrieversExtensionPoint,
} = require('@backstage-community/plugin-tech-insights-node');

const entities = Array.from(
  { length: Number(process.env.BENCH_ENTITIES) },
  (_, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `service-${index}`, namespace: 'default' },
    spec: { type: 'service', lifecycle: 'production' },
  }),
);
const refOf = ({ metadata: { name } }) => `component:default/${name}`;
const byRef = new Map(entities.map(entity => [refOf(entity), entity]));

/** In memory, so that nothing of what is measured is the catalog's. */
const catalog = {
  getEntityByRef: async ref =>
    byRef.get(
      typeof ref === 'string' ? ref : `${ref.kind}:default/${ref.name}`,
    ),
  getEntitiesByRefs: async ({ entityRefs }) => ({
    items: entityRefs.map(ref => byRef.get(ref)),
  }),
  getEntities: async () => ({ items: entities }),
};

/** As much of an instant as the peer asks for. */
const instant = millis => ({ toISO: () => new Date(millis).toISOString() });

const names = Array.from({ length: 16 }, (_, index) => `figure${index}`);
const facts = Object.fromEntries(names.map(name => [name, 0.97]));

const retriever = {
  id: 'benchRetriever',
  version: '1.0.0',
  schema: Object.fromEntries(
    names.map(name => [name, { type: 'float', description: name }]),
  ),
  handler: async () => {
    const now = Date.now();
    const entityOf = ({ kind, metadata: { namespace, name } }) => ({
      kind,
      namespace,
      name,
    });
    const latest = entities.map(entity => ({
      entity: entityOf(entity),
      facts,
      timestamp: instant(now),
    }));
    const past = Array.from({ length: 89 }, (_, day) => ({
      entity: entityOf(entities[0]),
      facts,
      timestamp: instant(now - (day + 1) * 86_400_000),
    }));
    return [...latest, ...past];
  },
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
        await db.schema.createTable('floor', table => {
          table.string('ref').primary();
          table.text('body');
        });
        const body = JSON.stringify({ padding: 'x'.repeat(4000) });
        await db('floor').insert({ ref: 'component:default/service-0', body });
        httpRouter.use(async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user', 'service'] });
          const ref = decodeURIComponent(request.path.slice('/row/'.length));
          const row = await db('floor').where({ ref }).first();
          response.type('application/json').send(row.body);
        });
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
backend.add(import('@backstage-community/plugin-tech-insights-backend'));
backend.add(
  import('@backstage-community/plugin-tech-insights-backend-module-jsonfc'),
);
backend.add(
  createBackendModule({
    pluginId: 'tech-insights',
    moduleId: 'bench',
    register(env) {
      env.registerInit({
        deps: { retrievers: techInsightsFactRetrieversExtensionPoint },
        async init({ retrievers }) {
          retrievers.addFactRetrievers({ benchRetriever: retriever });
        },
      });
    },
  }),
);
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
