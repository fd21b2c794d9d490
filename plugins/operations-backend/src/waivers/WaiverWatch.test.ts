import { aProfile } from '../__testUtils__/aProfile';
import { as, decisionHarness } from '../__testUtils__/decisionHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';

jest.setTimeout(60_000);

const entityRef = 'component:default/checkout';
const DAY = 24 * 60 * 60 * 1000;

const scorecard = `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  criteria:
    - id: tested
      title: Tested
      rules: [{ fact: quality.coverage, op: '>=', value: 0.8 }]
`;

describeEachEngine('WaiverWatch', engine => {
  it('sends every exception back that no longer fits, not only the one shown', async () => {
    const app = await decisionHarness(await engine.init(), {
      people: new Map([
        ['user:default/ada', ['group:default/sre']],
        ['user:default/eve', []],
      ]),
    });
    await app.entity(aProfile(entityRef));
    await app.file('r.yaml', scorecard);
    await app.drain();
    const measure = async (coverage: number) => {
      app.advance(1_000);
      await app.push(app.says(entityRef, 'quality', { coverage }));
      const { criteria } = await app.read(entityRef, 'ready');
      return criteria[0].verdict;
    };
    expect(await measure(0.75)).toBe('fail');
    const ids: string[] = [];
    for (const days of [1, 2]) {
      const { waiver } = await app.waiverService.request(as('eve'), {
        entityRef,
        scorecard: 'ready',
        criterion: 'tested',
        reason: 'rewritten soon',
        compensatingControl: 'by hand',
        expiresAt: new Date(app.clock() + days * DAY).toISOString(),
      });
      await app.waiverService.decide(as('ada'), waiver.id, 'approve', '');
      ids.push(waiver.id);
    }
    expect(await measure(0.76)).toBe('waived');
    expect(await measure(0.1)).toBe('fail');
    expect(await measure(0.75)).toBe('fail');
    for (const id of ids) {
      const waiver = await app.waivers.byId(app.db, id, app.clock());
      expect(waiver?.state).toBe('pending');
    }
    const types = (await app.logged()).filter(type => /worsened/.test(type));
    expect(types).toHaveLength(2);
  });
});
