import express from 'express';
import request from 'supertest';
import { withoutStack } from './quietErrors';

describe('withoutStack', () => {
  const app = express();
  app.use(withoutStack);
  app.get('/error', (_req, res) => {
    res.status(401).json({
      error: { name: 'AuthenticationError', message: 'No', stack: 'at /home' },
      response: { statusCode: 401 },
    });
  });
  app.get('/fine', (_req, res) => {
    res.json({ error: { stack: 'a field of an answer' } });
  });

  it('takes the stack out of an error and nothing else', async () => {
    expect((await request(app).get('/error')).body).toEqual({
      error: { name: 'AuthenticationError', message: 'No' },
      response: { statusCode: 401 },
    });
  });

  it('leaves answers alone', async () => {
    expect((await request(app).get('/fine')).body).toEqual({
      error: { stack: 'a field of an answer' },
    });
  });
});
