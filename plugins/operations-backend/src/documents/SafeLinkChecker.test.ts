import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { isForbiddenAddress } from './isForbiddenAddress';
import { SafeLinkChecker } from './SafeLinkChecker';

describe('isForbiddenAddress', () => {
  it.each([
    ['127.0.0.1', true, false],
    ['10.1.2.3', true, false],
    ['172.31.255.255', true, false],
    ['172.32.0.1', false, false],
    ['192.168.1.1', true, false],
    ['100.64.0.1', true, false],
    ['0.0.0.0', true, false],
    ['169.254.169.254', true, true],
    ['100.100.100.200', true, true],
    ['224.0.0.1', true, false],
    ['255.255.255.255', true, false],
    ['93.184.216.34', false, false],
    ['::1', true, false],
    ['::', true, false],
    ['::ffff:127.0.0.1', true, false],
    ['::ffff:169.254.169.254', true, true],
    ['::ffff:a9fe:a9fe', true, true],
    ['64:ff9b::7f00:1', true, false],
    ['2002:7f00:1::', true, false],
    ['fc00::1', true, false],
    ['fd00:ec2::254', true, true],
    ['fe80::1', true, true],
    ['ff02::1', true, false],
    ['2606:4700::1111', false, false],
    ['localhost', true, true],
    ['', true, true],
  ])('of %s', (address, untrusted, trusted) => {
    expect(isForbiddenAddress(address)).toBe(untrusted);
    expect(isForbiddenAddress(address, true)).toBe(trusted);
  });
});

describe('SafeLinkChecker', () => {
  let server: Server;
  let port: number;
  let asked: string[];
  const never = new AbortController().signal;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { method, url = '' } = request;
      asked.push(`${method} ${url}`);
      if (url === '/slow') return;
      const to = new URL(url, 'http://x').searchParams.get('to');
      const status = Number(/^\/(\d{3})/.exec(url)?.[1] ?? 200);
      if (to) response.setHeader('location', to);
      const refuses = url === '/nohead' && method === 'HEAD';
      response.statusCode = refuses ? 405 : status;
      response.end('body');
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise(done => server.close(done));
  });
  beforeEach(() => {
    asked = [];
  });

  const names: Record<string, string[]> = {
    'docs.example': ['127.0.0.1'],
    'meta.example': ['169.254.169.254'],
    'mixed.example': ['93.184.216.34', '10.0.0.1'],
  };
  const aChecker = (allow: string[], patience?: number) =>
    SafeLinkChecker.create({
      allow,
      patience,
      resolve: async name => {
        const found = names[name] ?? (/^[\d.]+$|:/.test(name) ? [name] : []);
        if (found.length === 0) {
          throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
        }
        return found.map(address => ({
          address,
          family: address.includes(':') ? 6 : 4,
        }));
      },
    });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://docs.example/',
    'http://mixed.example/',
    'http://meta.example/latest/meta-data',
    'http://169.254.169.254/latest/meta-data',
    'http://user:secret@93.184.216.34/',
    'http://93.184.216.34:22/',
    'ftp://93.184.216.34/',
    'file:///etc/passwd',
  ])('does not open %s', async url => {
    const answer = await aChecker([]).check(url, never);
    expect(answer.reachable).toBeNull();
    expect(answer.reason).toContain('not opened');
    expect(asked).toEqual([]);
  });

  it('opens no metadata address, even for a host that is allowed', async () => {
    const answer = await aChecker(['meta.example']).check(
      'http://meta.example/',
      never,
    );
    expect(answer.reason).toContain('not opened');
  });

  it.each([
    ['/ok', true, ['HEAD /ok']],
    ['/nohead', true, ['HEAD /nohead', 'GET /nohead']],
    ['/404', false, ['HEAD /404', 'GET /404']],
    ['/403', null, ['HEAD /403', 'GET /403']],
    ['/500', null, ['HEAD /500', 'GET /500']],
    ['/302?to=/ok', true, ['HEAD /302?to=/ok', 'HEAD /ok']],
    ['/302?to=http://10.0.0.1/', null, ['HEAD /302?to=http://10.0.0.1/']],
    ['/302?to=file:///etc/passwd', null, ['HEAD /302?to=file:///etc/passwd']],
  ])(
    'opens %s of a host that is allowed',
    async (path, reachable, requests) => {
      const host = `docs.example:${port}`;
      const answer = await aChecker([host]).check(
        `http://${host}${path}`,
        never,
      );
      expect(answer.reachable).toBe(reachable);
      expect(asked).toEqual(requests);
    },
  );

  it('follows no circle of redirects', async () => {
    const host = `docs.example:${port}`;
    const url = `http://${host}/302?to=/302?to=/302`;
    const loop = `http://${host}/302?to=${encodeURIComponent('?to=')}`;
    const answers = await Promise.all(
      [url, loop].map(one => aChecker([host]).check(one, never)),
    );
    for (const { reachable } of answers) expect(reachable).toBeNull();
    expect(asked.length).toBeLessThan(12);
  });

  it('gives up on what does not answer', async () => {
    const host = `docs.example:${port}`;
    const url = `http://${host}/slow`;
    const answer = await aChecker([host], 100).check(url, never);
    expect(answer.reachable).toBeNull();
  });

  it('says that a name which is nowhere can not be opened', async () => {
    const answer = await aChecker([]).check('https://gone.example/', never);
    expect(answer).toMatchObject({ reachable: false });
  });
});
