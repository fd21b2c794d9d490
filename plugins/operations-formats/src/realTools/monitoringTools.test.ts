import { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { detectFormat } from '../registry';
import { FormatFile } from '../FormatFile';
import { imported } from './import';
import { eventually, freePort, Receiver, started } from './monitoring';
import { has, workFolder } from './tools';

jest.setTimeout(120_000);

(has('prometheus-alertmanager') ? describe : describe.skip)(
  'real Alertmanager',
  () => {
    const cwd = workFolder('alertmanager');
    let child: ChildProcess | undefined;
    let receiver: Receiver | undefined;
    afterAll(() => {
      child?.kill();
      receiver?.close();
    });

    it('reports an episode that fires and ends under one name', async () => {
      receiver = await Receiver.create();
      const { bodies, url } = receiver;
      const [port, cluster] = [await freePort(), await freePort()];
      writeFileSync(
        path.join(cwd, 'config.yml'),
        `route: { receiver: ops, group_wait: 100ms, group_interval: 200ms }
receivers: [{ name: ops, webhook_configs: [{ url: '${url}', send_resolved: true }] }]
`,
      );
      const address = `127.0.0.1:${port}`;
      child = await started(
        'prometheus-alertmanager',
        [
          `--config.file=${path.join(cwd, 'config.yml')}`,
          `--storage.path=${cwd}`,
          `--web.listen-address=${address}`,
          `--cluster.listen-address=127.0.0.1:${cluster}`,
        ],
        `http://${address}/-/ready`,
      );
      const startsAt = new Date(Date.now() - 60_000).toISOString();
      const alert = (endsAt?: string) =>
        fetch(`http://${address}/api/v2/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify([
            {
              labels: { alertname: 'HighErrorRate', severity: 'critical' },
              annotations: { summary: 'too many 5xx' },
              startsAt,
              endsAt,
            },
          ]),
        });
      await alert();
      await eventually(() => bodies.length > 0);
      const firing = imported('alertmanager', bodies[0]);
      expect(firing).toMatchObject([
        { payload: { status: 'firing', severity: 'sev-1' } },
      ]);

      await alert(new Date(Date.now() - 1000).toISOString());
      await eventually(() => bodies.some(body => body.includes('resolved"')));
      const resolved = imported('alertmanager', bodies[bodies.length - 1]);
      expect(resolved).toMatchObject([
        {
          externalId: firing[0].externalId,
          payload: { status: 'resolved' },
        },
      ]);
    });
  },
);

(has('prometheus') ? describe : describe.skip)('real Prometheus', () => {
  const cwd = workFolder('prometheus');
  let child: ChildProcess | undefined;
  let api = '';
  afterAll(() => {
    child?.kill();
  });

  const rule = (record: string, expr: string, labels: string) =>
    `      - { record: '${record}', expr: '${expr}', labels: { ${labels} } }`;
  const own = (id: string) =>
    `sloth_id: shop-${id}, sloth_service: shop, sloth_slo: ${id}`;
  const slo = (id: string, ratio: string) => [
    rule('slo:objective:ratio', 'vector(0.999)', own(id)),
    rule('slo:time_period:days', 'vector(30)', own(id)),
    rule('slo:sli_error:ratio_rate30d', ratio, `${own(id)}, sloth_window: 30d`),
  ];

  beforeAll(async () => {
    if (!has('prometheus')) return;
    writeFileSync(
      path.join(cwd, 'rules.yml'),
      [
        'groups:',
        '  - name: sloth',
        '    interval: 1s',
        '    rules:',
        ...slo('good', 'vector(0.0005)'),
        ...slo('silent', 'vector(0) / vector(0)'),
        ...slo('endless', 'vector(1) / vector(0)'),
      ].join('\n'),
    );
    writeFileSync(
      path.join(cwd, 'config.yml'),
      'global: { evaluation_interval: 1s }\nrule_files: [rules.yml]\n',
    );
    const address = `127.0.0.1:${await freePort()}`;
    api = `http://${address}/api/v1/query`;
    child = await started(
      'prometheus',
      [
        `--config.file=${path.join(cwd, 'config.yml')}`,
        `--storage.tsdb.path=${path.join(cwd, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      `http://${address}/-/ready`,
    );
  });

  const query = async (text: string) =>
    (await fetch(`${api}?query=${encodeURIComponent(text)}`)).text();

  it('answers with what Sloth’s rules recorded, NaN and Inf included', async () => {
    let answer = '';
    await eventually(async () => {
      answer = await query('{__name__=~"slo:.*"}');
      return answer.includes('endless') && answer.includes('30d');
    });
    const states = imported('sloth', answer).map(({ payload }) =>
      'sli' in payload ? [payload.name, payload.state, payload.sli] : [],
    );
    expect(states).toEqual(
      expect.arrayContaining([
        ['good', 'ok', 0.9995],
        ['silent', 'no-data', null],
        ['endless', 'inconsistent', null],
      ]),
    );
  });

  it('and an error or an empty answer is not taken for a good one', async () => {
    const broken = await query('slo:objective:ratio{');
    const empty = await query('slo:gone');
    expect(detectFormat(FormatFile.of(broken))).toBeUndefined();
    expect(detectFormat(FormatFile.of(empty))).toBeUndefined();
  });
});
