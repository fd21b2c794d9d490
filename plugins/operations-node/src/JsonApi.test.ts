import { JsonApi } from './JsonApi';

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response('{"ok":true}', { status, headers });

function asking(...answers: (Response | Error)[]) {
  const waits: number[] = [];
  const sent: RequestInit[] = [];
  let clock = Date.parse('2026-03-10T12:00:00Z');
  const api = JsonApi.create({
    name: 'Tool',
    headers: { authorization: 'secret' },
    now: () => clock,
    pause: async length => {
      waits.push(length);
      clock += length;
    },
    fetch: async (_url, init = {}) => {
      sent.push(init);
      const next = answers.shift();
      if (!next || next instanceof Error) throw next ?? new Error('no more');
      return next;
    },
  });
  const ask = () => api.get('http://tool', new AbortController().signal);
  return { api, ask, waits, sent };
}

describe('JsonApi', () => {
  it('sends the credential and follows no redirect', async () => {
    const { ask, sent } = asking(answer(200));
    expect(await ask()).toEqual({ ok: true });
    expect(sent[0]).toMatchObject({
      headers: { authorization: 'secret' },
      redirect: 'error',
    });
  });

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '3' }, 3000],
    ['a date', { 'retry-after': 'Tue, 10 Mar 2026 12:00:09 GMT' }, 9000],
    ['the reset of the limit', { 'ratelimit-reset': '5' }, 5000],
    ['nothing', {}, 1000],
    ['nonsense', { 'retry-after': 'soon' }, 1000],
  ])('waits out a 429 that says %s', async (_, headers, wait) => {
    const { ask, waits } = asking(answer(429, headers), answer(200));
    expect(await ask()).toEqual({ ok: true });
    expect(waits).toEqual([wait]);
  });

  it('waits before the next request when nothing remains', async () => {
    const { ask, waits } = asking(
      answer(200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '4' }),
      answer(200, { 'ratelimit-remaining': '9', 'ratelimit-reset': '4' }),
      answer(200),
    );
    await ask();
    expect(waits).toEqual([]);
    await ask();
    await ask();
    expect(waits).toEqual([4000]);
  });

  it('stops asking after five refusals, and does not wait for minutes', async () => {
    const refused = Array.from({ length: 6 }, () => answer(429));
    const { ask, waits } = asking(...refused);
    await expect(ask()).rejects.toThrow('Tool answered 429');
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    const later = asking(answer(429, { 'retry-after': '3600' }));
    await expect(later.ask()).rejects.toThrow(/3600 seconds/);
  });

  it.each<[string, Response | Error, RegExp, string]>([
    [
      '401',
      answer(401),
      /the credential is not accepted/,
      'ServiceUnavailableError',
    ],
    ['404', answer(404), /answered 404/, 'NotFoundError'],
    ['500', answer(500), /answered 500/, 'ServiceUnavailableError'],
    ['a page', new Response('<html>'), /not JSON/, 'ServiceUnavailableError'],
    ['nobody', new Error('refused'), /can not be reached/, 'Error'],
  ])('says what is wrong: %s', async (_, given, message, name) => {
    const { ask } = asking(given);
    const failed = ask();
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toMatchObject({ name });
    await expect(failed).rejects.not.toThrow(/secret/);
  });
});
