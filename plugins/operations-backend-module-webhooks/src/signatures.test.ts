import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { operationsIntakeExtensionPoint } from '@backstage-operations/plugin-operations-node';
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { AddressInfo } from 'node:net';
import { webhooksFeature } from './feature';
import { webhookTools } from './tools';

const secret = 'c2VjcmV0LWtleQ==';
const other = 'b3RoZXIta2V5';
const body = '{"a":  1}';

type Headers = Record<string, string>;
/** The headers of a tool that signs with a key at a time, in Unix seconds. */
type Sign = (key: string, at: number) => Headers;

const hex = (key: string, text: string) =>
  createHmac('sha256', key).update(text).digest('hex');
const bearer: Sign = key => ({ authorization: `Bearer ${key}` });

/** Every tool with the header that proves it, and whether a time is signed too. */
const tools: Record<
  string,
  { sign: Sign; header: string; timed?: boolean; bodyBound?: boolean }
> = {
  alertmanager: { sign: bearer, header: 'authorization' },
  tickets: { sign: bearer, header: 'authorization' },
  opsgenie: {
    sign: key => ({
      authorization: `Basic ${Buffer.from(`u:${key}`).toString('base64')}`,
    }),
    header: 'authorization',
  },
  grafana: {
    sign: (key, at) => ({
      'x-grafana-alerting-signature': hex(key, `${at}:${body}`),
      'x-grafana-alerting-timestamp': String(at),
    }),
    header: 'x-grafana-alerting-signature',
    timed: true,
    bodyBound: true,
  },
  pagerduty: {
    sign: key => ({ 'x-pagerduty-signature': `v1=${hex(key, body)}` }),
    header: 'x-pagerduty-signature',
    bodyBound: true,
  },
  'incident-io': {
    sign: (key, at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${createHmac(
        'sha256',
        Buffer.from(key, 'base64'),
      )
        .update(`msg_1.${at}.${body}`)
        .digest('base64')}`,
    }),
    header: 'webhook-signature',
    timed: true,
    bodyBound: true,
  },
  rootly: {
    sign: (key, at) => ({
      'x-rootly-signature': `t=${at},v1=${hex(key, `${at}${body}`)}`,
    }),
    header: 'x-rootly-signature',
    timed: true,
    bodyBound: true,
  },
  firehydrant: {
    sign: key => ({ 'fh-signature': hex(key, body) }),
    header: 'fh-signature',
    bodyBound: true,
  },
};

async function start(webhooks: object) {
  const bus = mockServices.events();
  const operations = createBackendPlugin({
    pluginId: 'operations',
    register(env) {
      env.registerExtensionPoint(operationsIntakeExtensionPoint, {
        submit: async () => ({ accepted: 0, duplicates: 0, refused: [] }),
        entitiesByAnnotation: async () => new Map(),
        annotated: async () => new Map(),
        entitiesByIncident: async () => [],
      });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  return startTestBackend({
    features: [
      eventsPlugin,
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => bus,
      }),
      operations,
      webhooksFeature,
      mockServices.rootConfig.factory({ data: { operations: { webhooks } } }),
    ],
  });
}

describe('signatures over HTTP', () => {
  let guarded: Awaited<ReturnType<typeof start>>;
  let closed: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    guarded = await start(
      Object.fromEntries(Object.keys(tools).map(id => [id, { secret }])),
    );
    closed = await start({});
  });

  /** Sends exactly these header lines; a list is sent as several. */
  function post(
    { server }: typeof guarded,
    tool: string,
    headers: Record<string, string | string[]>,
    text = body,
  ): Promise<number | undefined> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          port,
          method: 'POST',
          path: `/api/events/http/operations.${tool}`,
          headers: { 'content-type': 'application/json', ...headers },
        },
        answer => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode));
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  const seconds = () => Math.floor(Date.now() / 1000);

  it('knows every tool', () => {
    expect(Object.keys(tools).sort()).toEqual(
      webhookTools.map(({ id }) => id).sort(),
    );
  });

  it.each(Object.entries(tools))(
    '%s: lets in only what proves the secret',
    async (tool, { sign, header, timed, bodyBound }) => {
      const good = sign(secret, seconds());
      const bad = sign(other, seconds());
      const { [header]: value, ...without } = good;
      expect(await post(guarded, tool, good)).toBe(202);
      const refused: [string, Record<string, string | string[]>, string?][] = [
        ['bad', bad],
        ['missing', without],
        ['empty', { ...good, [header]: '' }],
        ['cut short', { ...good, [header]: value.slice(0, -1) }],
        ['with more behind it', { ...good, [header]: `${value}0` }],
        ['two bad ones', { ...bad, [header]: [bad[header], bad[header]] }],
        ...(bodyBound
          ? [['another body', good, '{"a":1}'] as [string, Headers, string]]
          : []),
        ...(timed
          ? [
              ['stale', sign(secret, seconds() - 3_600)] as [string, Headers],
              ['of the future', sign(secret, seconds() + 3_600)] as [
                string,
                Headers,
              ],
            ]
          : []),
      ];
      for (const [what, headers, text] of refused) {
        expect([what, await post(guarded, tool, headers, text)]).toEqual([
          what,
          403,
        ]);
      }
    },
  );

  it.each(Object.entries(tools))(
    '%s: lets nothing in while there is no secret',
    async (tool, { sign }) => {
      for (const key of [secret, '', 'undefined'])
        expect(await post(closed, tool, sign(key, seconds()))).toBe(403);
    },
  );

  it.each(['rootly', 'firehydrant', 'grafana'])(
    '%s: refuses a good signature that comes twice',
    async tool => {
      const { sign, header } = tools[tool];
      const good = sign(secret, seconds());
      const twice = { ...good, [header]: [good[header], good[header]] };
      expect(await post(guarded, tool, twice)).toBe(403);
    },
  );
});
