import { contract } from '@backstage-operations/plugin-operations-common';
import { createPageApi } from './createPageApi';
import { routes } from './routes';

function apiThatAnswers(response: Response) {
  const fetch = jest.fn<Promise<Response>, Parameters<typeof global.fetch>>(
    async () => response,
  );
  const api = createPageApi({
    discoveryApi: { getBaseUrl: async plugin => `http://localhost/${plugin}` },
    fetchApi: { fetch },
  });
  return { api, fetch };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

describe('createPageApi', () => {
  it('fills the path and leaves the rest to the query', async () => {
    const { api, fetch } = apiThatAnswers(json({ items: [], totalItems: 0 }));
    await api.listFindings({
      kind: 'component',
      namespace: 'default',
      name: 'a b',
      severity: ['high', 'critical'],
      state: undefined,
    });
    expect(fetch).toHaveBeenCalledWith(
      'http://localhost/operations/v1/entities/component/default/a%20b/findings?severity=high&severity=critical',
      expect.objectContaining({ method: 'GET' }),
    );
  });

  it('sends a body as JSON', async () => {
    const { api, fetch } = apiThatAnswers(json({}));
    await api.revokeSignoff({ id: 'd1', body: { reason: 'mistake' } });
    expect(fetch).toHaveBeenCalledWith(
      'http://localhost/operations/v1/signoffs/d1/revocation',
      expect.objectContaining({
        method: 'POST',
        body: '{"reason":"mistake"}',
        headers: { 'Content-Type': 'application/json' },
      }),
    );
  });

  it('rejects with what the backend refused', async () => {
    const { api } = apiThatAnswers(
      json(
        {
          error: { name: 'ConflictError', message: 'it changed' },
          response: { statusCode: 409 },
        },
        409,
      ),
    );
    await expect(
      api.revokeSignoff({ id: 'd1', body: { reason: 'x' } }),
    ).rejects.toMatchObject({
      statusCode: 409,
      cause: { name: 'ConflictError', message: 'it changed' },
    });
  });
});

describe('routes', () => {
  it.each(Object.entries(routes))(
    '%s is what the contract says',
    (id, route) => {
      const { method, path } = contract[id as keyof typeof routes];
      expect(route).toBe(`${method} ${path}`);
    },
  );
});
