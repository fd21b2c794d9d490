import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { anEntity } from './__testUtils__/anEntity';
import { ada, ci, startOperations } from './__testUtils__/startOperations';
import { createFeedRouter } from './feeds/createFeedRouter';

jest.setTimeout(60_000);

let portal: Awaited<ReturnType<typeof startOperations>>;

beforeAll(async () => {
  portal = await startOperations({
    entities: [
      anEntity('component:default/shop'),
      anEntity('user:default/ada'),
      anEntity('user:default/eve'),
    ],
  });
  await portal
    .post('/v1/evidence')
    .send({
      items: [
        {
          entityRef: 'component:default/shop',
          kind: 'maintenance-window',
          source: 'ci',
          externalId: 'W1',
          observedAt: new Date(Date.now() - 1000).toISOString(),
          payload: {
            starts: new Date(Date.now() + 86_400_000).toISOString(),
            ends: new Date(Date.now() + 90_000_000).toISOString(),
            title: 'Move the database',
          },
        },
      ],
    })
    .expect(200);
});

afterAll(() => portal.stop());

/** As a calendar application asks: an address and nothing else. */
const open = (path: string) =>
  request(portal.server).get(`/api/operations${path}`);

async function make(body: object = { name: 'phone' }) {
  const { body: made } = await portal
    .post('/v1/calendar/feeds', ada)
    .send(body)
    .expect(201);
  return made as { id: string; path: string };
}

async function titles(path: string): Promise<string[]> {
  const { text } = await open(path).expect(200);
  return [...text.matchAll(/^SUMMARY:(.*)$/gm)].map(([, title]) => title);
}

it('serves the calendar to an application that has nothing but the address', async () => {
  const { path } = await make();
  expect(await titles(path)).toEqual([
    'Move the database (component:default/shop)',
  ]);
  const { headers } = await open(path).expect(200);
  expect(headers['content-type']).toContain('text/calendar');
  expect(headers['cache-control']).toBe('private, no-store');
});

it('keeps tokens out of the log that the framework writes of every request', async () => {
  const logger = mockServices.logger.mock();
  const middleware = MiddlewareFactory.create({
    logger,
    config: mockServices.rootConfig(),
  });
  const app = express();
  app.use(middleware.logging());
  app.use(
    '/api/operations',
    createFeedRouter({
      feeds: {
        open: async token =>
          token === 'good' ? ({ feed: {}, view: {} } as never) : undefined,
      },
      render: async () => 'BEGIN:VCALENDAR',
      logger,
    }),
  );
  app.use(middleware.error());
  for (const [token, status] of [
    ['good', 200],
    ['secret', 401],
  ] as const) {
    const { text } = await request(app)
      .get(`/api/operations/v1/calendar-feed/${token}.ics?a=secret`)
      .expect(status);
    expect(text).not.toContain(token);
  }
  const logged = JSON.stringify(logger.info.mock.calls);
  expect(logged.match(/calendar-feed\/hidden\.ics/g)).toHaveLength(4);
  expect(JSON.stringify(logger)).not.toMatch(/good|secret/);
});

it('refuses everything else in the same words', async () => {
  const { id, path } = await make({ name: 'refused' });
  const wrong = path.replace(/.{4}\.ics$/, 'AAAA.ics');
  const bodies = [];
  for (const address of [
    wrong,
    '/v1/calendar-feed/x.ics',
    '/v1/calendar-feed/a/b',
    path.toUpperCase().replace('/V1/CALENDAR-FEED', '/v1/calendar-feed'),
  ]) {
    const { body } = await open(address).expect(401);
    bodies.push(JSON.stringify(body));
  }
  await portal.delete(`/v1/calendar/feeds?id=${id}`).expect(200);
  bodies.push(JSON.stringify((await open(path).expect(401)).body));
  expect([...new Set(bodies)]).toHaveLength(1);
  expect(bodies[0]).not.toContain(id);
});

it('opens no other path', async () => {
  const statuses = [];
  for (const path of [
    '/v1/calendar',
    '/v1/calendar.ics',
    '/v1/calendar/feeds',
    '/v1/calendar-feeds',
  ]) {
    statuses.push((await open(path)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401]);
});

it('lets only people make addresses', async () => {
  const status = async (body: object, who = ada) =>
    (await portal.post('/v1/calendar/feeds', who).send(body)).status;
  expect(await status({ name: 'x' }, ci)).toBe(403);
  expect(await status({ name: 'x', type: ['party'] })).toBe(400);
  expect(await status({ name: 'x', person: 'user:default/eve' })).toBe(400);
});

it('stops listening to an address that guesses', async () => {
  const answers = [];
  for (let times = 0; times < 40; times += 1) {
    answers.push((await open('/v1/calendar-feed/guess.ics')).status);
  }
  expect(answers).toContain(429);
});
