import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/**
 * Backstage's own HTTP router, but errors never carry a stack, in development either.
 *
 * @remarks A stack names files of the machine; the portal's log has it for whoever may read that.
 */
export const quietErrors = rootHttpRouterServiceFactory({
  configure({ app, healthRouter, middleware, routes }) {
    app.use(middleware.helmet());
    app.use(middleware.cors());
    app.use(middleware.compression());
    app.use(middleware.logging());
    app.use(middleware.rateLimit());
    app.use(healthRouter);
    app.use(routes);
    app.use(middleware.notFound());
    app.use(middleware.error({ showStackTraces: false }));
  },
});
