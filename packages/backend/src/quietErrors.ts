import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { RequestHandler } from 'express';

/** Takes the stack out of error bodies. */
export const withoutStack: RequestHandler = (_req, res, next) => {
  const send = res.json.bind(res);
  res.json = body => {
    if (res.statusCode < 400 || !body?.error?.stack) return send(body);
    const { stack: _, ...error } = body.error;
    return send({ ...body, error });
  };
  next();
};

/**
 * Backstage's own HTTP router, but errors never carry a stack, in development either.
 *
 * @remarks A stack names files of the machine; the portal's log has it for whoever may read that. Each plugin has an
 * error handler of its own that can't be configured, so the answer is cleaned where it leaves.
 */
export const quietErrors = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults }) {
    app.use(withoutStack);
    applyDefaults();
  },
});
