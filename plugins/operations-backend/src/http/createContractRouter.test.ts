import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { createContractRouter } from './createContractRouter';
import { Handlers } from './Handlers';
import { Refused } from './Refused';
import { Streamed } from './Streamed';

function serve(handlers: Handlers) {
  const logger = mockServices.logger.mock();
  const router = createContractRouter({
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    }),
    logger,
    handlers,
  });
  const app = express().use(router).use(mockErrorHandler());
  const get = (path: string) =>
    request(app).get(path).set('authorization', mockCredentials.user.header());
  return { app, get, logger };
}

const failing = (error: unknown) =>
  serve({
    listKinds: async () => {
      throw error;
    },
  });

describe('createContractRouter', () => {
  it('answers 501 for an operation that nobody serves, after asking who it is', async () => {
    const { app, get } = serve({});
    expect((await request(app).get('/v1/kinds')).status).toBe(401);
    expect((await get('/v1/kinds')).status).toBe(501);
    expect((await get('/v1/nothing')).status).toBe(404);
  });

  it('hands validated parameters over', async () => {
    const listLog = jest.fn(async () => ({ items: [], totalItems: 0 }));
    const { get } = serve({ listLog });
    await get('/v1/log?type=a,b&type=c&limit=7').expect(200);
    expect(listLog).toHaveBeenCalledWith(
      expect.objectContaining({
        query: { limit: 7, type: ['a', 'b', 'c'] },
        params: {},
      }),
    );
  });

  it('takes an instant whose plus sign the query made a space', async () => {
    const listLog = jest.fn(async () => ({ items: [], totalItems: 0 }));
    const { get } = serve({ listLog });
    const from = '2026-03-01T12:00:00.5+02:00';
    for (const sent of [from, encodeURIComponent(from)]) {
      await get(`/v1/log?from=${sent}`).expect(200);
      expect(listLog).toHaveBeenLastCalledWith(
        expect.objectContaining({ query: { limit: 50, from } }),
      );
    }
    await get('/v1/log?from=2026-03-01 12:00').expect(400);
  });

  it('reads a list on with its own cursor only', async () => {
    const listLog = jest.fn(async () => ({
      items: [],
      totalItems: 0,
      nextCursor: 'Nw',
    }));
    const { get } = serve({ listLog, listDelegations: listLog as never });
    const { nextCursor } = (await get('/v1/log?type=A,b&limit=7')).body;
    const on = (path: string) => get(`${path}cursor=${nextCursor}`);
    expect((await on('/v1/log?type=A&type=b&limit=9&')).status).toBe(200);
    expect(listLog).toHaveBeenLastCalledWith(
      expect.objectContaining({
        query: { limit: 9, type: ['A', 'b'], cursor: 'Nw' },
      }),
    );
    for (const path of ['/v1/log?', '/v1/log?type=A&', '/v1/delegations?']) {
      const { status, body } = await on(path);
      expect(status).toBe(400);
      expect(body.error.message).toMatch(/^query\.cursor: .* another list/);
    }
    for (const edited of ['', 'Nw', nextCursor.slice(1)]) {
      const path = `/v1/log?type=A,b&cursor=${edited}`;
      expect((await get(path)).status).toBe(400);
    }
  });

  it('refuses properties that an operation does not take', async () => {
    const requestWaiver = jest.fn();
    const { app } = serve({ requestWaiver });
    const response = await request(app)
      .post('/v1/entities/component/default/a/scorecards/s/criteria/c/waivers')
      .set('authorization', mockCredentials.user.header())
      .send({
        reason: 'r',
        compensatingControl: 'c',
        expiresAt: '2026-01-01T00:00:00Z',
        state: 'approved',
      });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('state');
    expect(requestWaiver).not.toHaveBeenCalled();
  });

  it('refuses a large body of an operation that takes small ones', async () => {
    const { app } = serve({});
    const response = await request(app)
      .post('/v1/scorecards/validate')
      .set('authorization', mockCredentials.user.header())
      .send({ content: 'x'.repeat(2 * 1024 * 1024) });
    expect(response.status).toBe(413);
  });

  it('streams, and breaks the connection off when a stream fails', async () => {
    const lines = (fail: boolean) =>
      serve({
        getCalendarFeed: async () =>
          Streamed.of(
            'text/calendar',
            (async function* produce() {
              yield 'BEGIN:VCALENDAR\n';
              if (fail) throw new Error('select * from ops_secret');
              yield 'END:VCALENDAR\n';
            })(),
          ),
      });
    const whole = await lines(false).get('/v1/calendar.ics');
    expect(whole.headers['content-type']).toContain('text/calendar');
    expect(whole.text).toBe('BEGIN:VCALENDAR\nEND:VCALENDAR\n');
    const broken = lines(true);
    await expect(broken.get('/v1/calendar.ics')).rejects.toThrow('aborted');
    expect(broken.logger.error).toHaveBeenCalled();
  });

  it('tells the parts of a refusal beside the error', async () => {
    const { get } = serve({
      listKinds: async () => Refused.of('none stands', { accepted: 0 }),
    });
    const { status, body } = await get('/v1/kinds');
    expect({ status, ...body }).toMatchObject({
      status: 400,
      accepted: 0,
      error: { name: 'InputError', message: 'none stands' },
      response: { statusCode: 400 },
    });
  });

  it('passes on what was thrown for the caller, without a stack', async () => {
    const { status, body } = await failing(
      new ConflictError('it has changed'),
    ).get('/v1/kinds');
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ message: 'it has changed' });
    expect(body.error.stack).toBeUndefined();
  });

  it('keeps everything else in the log', async () => {
    const portal = failing(
      new Error('select * from "ops_evidence" failed at /srv/portal/x.js'),
    );
    const { status, body } = await portal.get('/v1/kinds');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/ops_evidence|srv|stack/);
    const [line] = portal.logger.error.mock.calls[0];
    const reference = /reference (\S+)/.exec(line)?.[1] ?? 'none';
    expect(body.error.message).toContain(reference);
  });

  it.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating'), { code: '57P01' }),
    Object.assign(new Error('pool'), { name: 'KnexTimeoutError' }),
  ])('asks to try again while the database is away: %p', async error => {
    const { status, body } = await failing(error).get('/v1/kinds');
    expect(status).toBe(503);
    expect(body.error.name).toBe('ServiceUnavailableError');
  });
});
