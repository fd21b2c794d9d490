import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import Router from 'express-promise-router';
import { shiftClock } from './shiftClock';

/** The floor under every figure: a bare Backstage route that checks its caller and reads one row by its primary key. */
export const floorPlugin = createBackendPlugin({
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
        const router = Router();
        router.get('/row/:ref', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user', 'service'] });
          const row = await db('floor')
            .where('ref', request.params.ref)
            .first();
          response.type('application/json').send(row.body);
        });
        router.post('/clock/:millis', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['service'] });
          shiftClock(Number(request.params.millis));
          response.status(204).end();
        });
        httpRouter.use(router);
      },
    });
  },
});
