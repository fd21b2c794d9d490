import { OperationsClient } from './client';
import { contract } from './contract';
import { kindSchema, openApiDocument } from './openapi';
import { OperationSpec } from './operation';

const operations = Object.entries<OperationSpec>(contract);

function clientAnswering(status: number, body: unknown) {
  const fetch = jest.fn(
    async (_url: string | URL | Request, _init?: RequestInit) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  const client = OperationsClient.create({
    discoveryApi: { getBaseUrl: async () => 'http://portal/api/operations' },
    fetchApi: { fetch },
  });
  return { client, fetch };
}

describe('contract', () => {
  it('names every path parameter in its schema and no other', () => {
    for (const [id, operation] of operations) {
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(m => m[1]);
      const inSchema = Object.keys(operation.params?.shape ?? {});
      expect([id, inSchema.sort()]).toEqual([id, inPath.sort()]);
    }
  });

  it('has no two operations at the same place', () => {
    const places = operations.map(([, o]) => `${o.method} ${o.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('keeps services away from every decision', () => {
    for (const [id, operation] of operations) {
      const decides =
        /signoff|waiver|delegation|reviews|rights|export|feeds/i.test(
          operation.path,
        );
      expect([id, operation.allow.includes('service')]).toEqual([id, !decides]);
    }
  });
});

describe('openApiDocument', () => {
  it('describes every operation and kind with references that resolve', () => {
    const text = JSON.stringify(openApiDocument());
    const document = JSON.parse(text);
    for (const [id, operation] of operations) {
      const described =
        document.paths[operation.path][operation.method.toLowerCase()];
      expect(described.operationId).toBe(id);
    }
    expect(document.components.schemas['payload.restore-test']).toMatchObject({
      required: expect.arrayContaining(['dataset', 'level']),
    });
    for (const [, reference] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = reference
        .split('/')
        .reduce((value, key) => value?.[key], document);
      expect([reference, target !== undefined]).toEqual([reference, true]);
    }
  });

  it('describes every answer, down to its fields', () => {
    const { components } = JSON.parse(JSON.stringify(openApiDocument()));
    for (const [id, { response }] of operations) {
      if (response.type !== 'json') continue;
      const schema = components.schemas[response.name];
      expect([id, schema?.type ?? schema?.$ref]).toEqual([id, 'object']);
      const says = schema.properties ?? schema.additionalProperties;
      expect([id, says === undefined]).toEqual([id, false]);
    }
    expect(components.schemas.LogReceipt).toMatchObject({
      required: ['index', 'leaf', 'checkpoint', 'inclusionProof'],
      properties: { index: { type: 'number' } },
    });
    expect(
      components.schemas.DecisionAnswer.properties.receipt.anyOf,
    ).toContainEqual({ type: 'null' });
  });

  it('names the key that makes every change by a person safe to repeat', () => {
    const { servers, paths } = openApiDocument();
    expect(servers).toEqual([{ url: '/api/operations' }]);
    const keyed = Object.values(paths)
      .flatMap(at => Object.values(at))
      .filter(({ parameters }) =>
        parameters.some(({ name }) => name === 'Idempotency-Key'),
      );
    expect(keyed.map(({ operationId }) => operationId).sort()).toEqual([
      'createDelegation',
      'decideReviews',
      'decideSignoff',
      'decideWaiver',
      'requestWaiver',
      'revokeSignoff',
      'revokeWaiver',
    ]);
  });

  it('describes limits of lists', () => {
    expect(
      openApiDocument().paths['/v1/log'].get.parameters.find(
        parameter => parameter.name === 'limit',
      ),
    ).toMatchObject({ required: false, schema: { maximum: 500 } });
  });
});

describe('kindSchema', () => {
  it('says which fields a payload must have', () => {
    expect(kindSchema('slo')).toMatchObject({
      title: 'slo',
      properties: { target: { minimum: 0, exclusiveMaximum: 1 } },
    });
  });
});

describe('OperationsClient', () => {
  it('fills the path, repeats lists in the query and leaves out what is undefined', async () => {
    const { client, fetch } = clientAnswering(200, { items: [] });
    await client.listEntityEvidence({
      kind: 'component',
      namespace: 'default',
      name: 'a b',
      source: ['x', 'y'],
      since: undefined,
      limit: 5,
    });
    expect(fetch.mock.calls[0][0]).toBe(
      'http://portal/api/operations/v1/entities/component/default/a%20b/evidence?source=x&source=y&limit=5',
    );
  });

  it('sends JSON bodies and tokens', async () => {
    const { client, fetch } = clientAnswering(200, {});
    await client.pushEvidence({ body: { items: [1] } }, { token: 't' });
    expect(fetch.mock.calls[0][1]).toMatchObject({
      method: 'POST',
      body: '{"items":[1]}',
      headers: {
        Authorization: 'Bearer t',
        'Content-Type': 'application/json',
      },
    });
  });

  it('rejects with the error that was answered', async () => {
    const { client } = clientAnswering(404, {
      error: { name: 'NotFoundError', message: 'no such entity' },
      response: { statusCode: 404 },
    });
    await expect(client.getEvidence({ id: 'x' })).rejects.toMatchObject({
      statusCode: 404,
      body: { error: { message: 'no such entity' } },
    });
  });
});
