import { ResponseError } from '@backstage/errors';
import { contract, Contract, OperationId } from './contract';
import { OperationSpec, RequestOf, ResponseOf } from './operation';

/** How a call may be made differently. @public */
export interface CallOptions {
  /** Bearer token, where the fetch in use adds none. */
  token?: string;
  signal?: AbortSignal;
  /** More headers, like `Accept` or `Content-Encoding`. */
  headers?: Record<string, string>;
}

/** What the client needs; the APIs of a frontend and the services of a backend both fit. @public */
export interface OperationsClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

type Arguments<Request> = Record<never, never> extends Request
  ? [request?: Request, options?: CallOptions]
  : [request: Request, options?: CallOptions];

/**
 * One typed method per operation; path parameters and query in one object, the body under `body`.
 *
 * @remarks Every method rejects with a ResponseError when the answer is an error.
 * @public
 */
export type OperationsApi = {
  [Id in OperationId]: (
    ...args: Arguments<RequestOf<Contract[Id]>>
  ) => Promise<ResponseOf<Contract[Id]>>;
};

/** Makes the typed client of the HTTP API. @public */
export const OperationsClient = {
  create(options: OperationsClientOptions): OperationsApi {
    const { discoveryApi, fetchApi } = options;

    async function call(
      operation: OperationSpec,
      request: Record<string, unknown> = {},
      callOptions: CallOptions = {},
    ): Promise<unknown> {
      const baseUrl = await discoveryApi.getBaseUrl('operations');
      const response = await fetchApi.fetch(
        `${baseUrl}${locate(operation, request)}`,
        requestInit(operation, request, callOptions),
      );
      if (!response.ok) throw await ResponseError.fromResponse(response);
      return operation.response.type === 'json' && !callOptions.headers?.Accept
        ? response.json()
        : response;
    }

    const methods: object = Object.fromEntries(
      Object.entries(contract).map(([id, operation]) => [
        id,
        (request?: Record<string, unknown>, callOptions?: CallOptions) =>
          call(operation, request, callOptions),
      ]),
    );
    return methods as OperationsApi;
  },
};

/** Path and query of a call. */
function locate(
  operation: OperationSpec,
  request: Record<string, unknown>,
): string {
  const used = new Set(['body']);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    used.add(name);
    return encodeURIComponent(String(request[name]));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    if (used.has(name)) continue;
    for (const one of [value].flat()) {
      if (one !== undefined) query.append(name, String(one));
    }
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

function requestInit(
  operation: OperationSpec,
  request: Record<string, unknown>,
  options: CallOptions,
): RequestInit {
  const { token, signal, headers } = options;
  const isFile = operation.body === 'bytes';
  return {
    method: operation.method,
    signal,
    headers: {
      ...(operation.body && {
        'Content-Type': isFile
          ? 'application/octet-stream'
          : 'application/json',
      }),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(operation.body && {
      body: isFile ? (request.body as BodyInit) : JSON.stringify(request.body),
    }),
  };
}
