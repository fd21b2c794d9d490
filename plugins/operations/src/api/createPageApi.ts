import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { CallOptions } from '@backstage-operations/plugin-operations-common';
import type { OperationsPageApi } from './operationsApiRef';
import { routes } from './routes';

type Values = Record<string, unknown>;

/** Fills the path's parameters from the request; what is left over is the query. */
function locate(path: string, request: Values): string {
  const { body: _, ...values } = request;
  const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = values[name];
    delete values[name];
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value].flat()) {
      if (one !== undefined) query.append(name, String(one));
    }
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

/** Makes the pages' client; it speaks JSON, or returns the response itself where another media type is asked for. @internal */
export function createPageApi(deps: {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}): OperationsPageApi {
  const { discoveryApi, fetchApi } = deps;
  const call = async (
    route: string,
    request: Values = {},
    options: CallOptions = {},
  ): Promise<unknown> => {
    const [method, path] = route.split(' ');
    const baseUrl = await discoveryApi.getBaseUrl('operations');
    const hasBody = request.body !== undefined;
    const response = await fetchApi.fetch(
      `${baseUrl}${locate(path, request)}`,
      {
        method,
        signal: options.signal,
        headers: {
          ...(hasBody && { 'Content-Type': 'application/json' }),
          ...options.headers,
        },
        ...(hasBody && { body: JSON.stringify(request.body) }),
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return options.headers?.Accept ? response : response.json();
  };
  const methods: object = Object.fromEntries(
    Object.entries(routes).map(([id, route]) => [
      id,
      (request?: Values, options?: CallOptions) =>
        call(route, request, options),
    ]),
  );
  return methods as OperationsPageApi;
}
