import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, NotImplementedError } from '@backstage/errors';
import {
  contract,
  OperationId,
  OperationSpec,
  openApiDocument,
  parseStrictJson,
} from '@backstage-operations/plugin-operations-common';
import { Request, RequestHandler, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Call, Handlers } from './Handlers';
import { hideInternals } from './hideInternals';
import { withCursor, withPosition } from './listCursor';
import { bodyBytes, bodyReader, bodyText } from './readBody';
import { readQuery } from './readQuery';
import { Refused } from './Refused';
import { Streamed } from './Streamed';
import { validate } from './validate';

/** What the router needs. @internal */
export interface ContractRouterOptions {
  httpAuth: HttpAuthService;
  logger: LoggerService;
  handlers: Handlers;
  /** Reads the JSON text of an operation's body where it is not refused as a whole. */
  bodyParsers?: { [Id in OperationId]?: (text: string) => unknown };
}

type AnyHandler = (call: Call) => Promise<unknown>;

/**
 * Serves the whole contract: credentials, validation, the handler, JSON.
 *
 * @remarks
 * Every route asks for credentials itself, also where the backend's default policy is switched off. Operations without a
 * handler answer 501, unknown paths 404, all in the framework's error body.
 * @internal
 */
export function createContractRouter(options: ContractRouterOptions): Router {
  const { httpAuth, logger, handlers, bodyParsers = {} } = options;
  const router = PromiseRouter();
  const document = openApiDocument();

  router.get('/openapi.json', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['user', 'service'] });
    response.json(document);
  });

  for (const [id, operation] of Object.entries<OperationSpec>(contract)) {
    const handler = handlers[id as OperationId] as AnyHandler | undefined;
    const parseBody = bodyParsers[id as OperationId] ?? parseStrictJson;
    const route = router.route(expressPath(operation.path));
    const steps: RequestHandler[] = [
      async (request, _response, next) => {
        // Before the body is read: nobody without credentials gets us to hold 20 MB.
        await httpAuth.credentials(request, { allow: [...operation.allow] });
        next();
      },
      ...(operation.body ? [bodyReader(operation.maxBytes)] : []),
      async (request, response) => {
        if (!handler) throw new NotImplementedError(`${id} is not served here`);
        const credentials = await httpAuth.credentials(request, {
          allow: [...operation.allow],
        });
        const { params, query, body } = checked(operation, request, parseBody);
        const list = { operation: id, params, query };
        const call = {
          params,
          query: withPosition(list),
          body,
          credentials,
          request,
        };
        const answer = await handler(call as Call);
        await send(response, operation, withCursor(answer, list));
      },
    ];
    if (operation.method === 'GET') route.get(...steps);
    else if (operation.method === 'POST') route.post(...steps);
    else route.delete(...steps);
  }

  router.use(async request => {
    await httpAuth.credentials(request, { allow: ['user', 'service'] });
    throw new NotFoundError('There is no such operation');
  });
  router.use(hideInternals(logger));
  return router;
}

/** `/v1/schemas/{kind}.json` becomes `/v1/schemas/:kind.json`. */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function checked(
  operation: OperationSpec,
  request: Request,
  parseBody: (text: string) => unknown,
) {
  const { params, query, body } = operation;
  return {
    params: params ? validate(params, request.params, '') : {},
    query: query ? validate(query, readQuery(request), 'query') : {},
    body: checkedBody(body, request, parseBody),
  };
}

function checkedBody(
  body: OperationSpec['body'],
  request: Request,
  parseBody: (text: string) => unknown,
): unknown {
  if (body === undefined) return undefined;
  if (body === 'bytes') return bodyBytes(request);
  return validate(body, parseBody(bodyText(request)), '');
}

async function send(
  response: Response,
  operation: OperationSpec,
  answer: unknown,
): Promise<void> {
  if (answer instanceof Refused) {
    response.status(400).json(answer.body(response.req));
    return;
  }
  response.status(operation.status ?? 200);
  if (!(answer instanceof Streamed)) {
    response.json(answer);
    return;
  }
  response.set({
    'Content-Type': answer.mediaType,
    'X-Content-Type-Options': 'nosniff',
    ...answer.headers,
  });
  if (typeof answer.body === 'string') response.send(answer.body);
  else if (answer.body instanceof Uint8Array) {
    response.send(Buffer.from(answer.body));
  } else await pipeline(Readable.from(answer.body), response);
}
