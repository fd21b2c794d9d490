import fc from 'fast-check';
import { durationMillis } from '../../../time';
import { burnAlerts, burnAlertStates, BurnRates } from './burnAlerts';
import { budgetRemaining, burnRate } from './errorBudget';
import { deriveSloState, SloFigures, worseSloState } from './sloState';
import { formatTimeToExhaustion, timeToExhaustion } from './timeToExhaustion';

const month = durationMillis('P30D');
const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const target = fc.double({ min: 0, max: 0.9999, noNaN: true });

describe('error budget', () => {
  it.each([
    [0.999, 0.999, 1],
    [0.9985, 0.999, 1.5],
    [1, 0.999, 0],
    [0.5, 0, 0.5],
    [0, 0.9, 10],
  ])('sli %d, target %d: burn %d', (sli, objective, rate) => {
    expect(burnRate(sli, objective)).toBeCloseTo(rate, 9);
    expect(budgetRemaining(sli, objective)).toBeCloseTo(1 - rate, 9);
  });

  it('is not clamped', () => {
    expect(budgetRemaining(0.99, 0.999)).toBeCloseTo(-9, 9);
  });

  it.each([1, 1.5, -0.1, NaN])('refuses the target %p', objective => {
    expect(() => burnRate(0.9, objective)).toThrow(RangeError);
  });

  it('is overspent exactly when the indicator is below the target', () => {
    fc.assert(
      fc.property(ratio, target, (sli, objective) => {
        expect(budgetRemaining(sli, objective) < 0).toBe(
          1 - sli > 1 - objective,
        );
      }),
    );
  });
});

describe('timeToExhaustion', () => {
  it.each([
    [1, 1, 'P30D'],
    [0.5, 2, 'P7DT12H'],
    [0.25, 100, 'PT1H48M'],
    [1, 0, 'never'],
    [1, 1e-300, 'never'],
    [0, 5, 'exhausted'],
    [-2, 0, 'exhausted'],
  ])('%d left at rate %d: %s', (remaining, rate, text) => {
    const time = timeToExhaustion(remaining, rate, month);
    expect(formatTimeToExhaustion(time)).toBe(text);
  });
});

describe('burnAlerts', () => {
  it.each([
    ['P30D', [14.4, 6, 3, 1]],
    ['P28D', [13.44, 5.6, 2.8, 28 / 30]],
    ['P7D', [3.36, 1.4, 0.7, 7 / 30]],
    ['P1D', [0.48, 0.2, 0.1]],
    ['PT1H', [0.02]],
    ['PT30M', []],
  ])('%s', (window, factors) => {
    const found = burnAlerts(durationMillis(window));
    expect(found.map(({ factor }) => factor)).toEqual(
      factors.map(factor => expect.closeTo(factor, 9)),
    );
  });

  it.each<[string, BurnRates, (boolean | null)[]]>([
    ['both above', { '1h': 14.5, '5m': 20 }, [true, null, null, null]],
    ['exactly at', { '1h': 14.4, '5m': 20 }, [false, null, null, null]],
    ['short over', { '1h': 14.5, '5m': 1 }, [false, null, null, null]],
    ['long not known', { '5m': 20 }, [null, null, null, null]],
    ['long not known, short calm', { '5m': 1 }, [false, null, null, null]],
    ['not a number', { '1h': NaN, '5m': 20 }, [null, null, null, null]],
    ['slow', { '3d': 1.1, '6h': 1.2 }, [null, false, null, true]],
  ])('%s', (_, rates, exceeded) => {
    const states = burnAlertStates(rates, month);
    expect(states.map(state => state.exceeded)).toEqual(exceeded);
  });
});

describe('deriveSloState', () => {
  const figures = (rest: Partial<SloFigures>): SloFigures => ({
    target: 0.999,
    window: month,
    sli: 0.9995,
    ...rest,
  });

  it.each<[string, Partial<SloFigures>, string, number | null]>([
    ['kept', {}, 'ok', 0.5],
    ['exactly met', { sli: 0.999 }, 'ok', 0],
    ['overspent', { sli: 0.998 }, 'breached', -1],
    ['reported overspent', { remaining: -0.1 }, 'breached', -0.1],
    ['reported better than it is', { remaining: 0.9 }, 'ok', 0.5],
    ['paging', { burnRates: { '1h': 15, '5m': 15 } }, 'burning', 0.5],
    ['ticketing', { burnRates: { '3d': 1.5, '6h': 2 } }, 'burning', 0.5],
    ['one window only', { burnRates: { '1h': 15 } }, 'ok', 0.5],
    ['no indicator', { sli: null, remaining: 0.5 }, 'no-data', null],
    ['nothing observed', { coverage: 0 }, 'no-data', null],
    ['above one', { sli: 1.2 }, 'inconsistent', null],
    ['not a number', { sli: NaN }, 'inconsistent', null],
    ['target of one', { target: 1 }, 'inconsistent', null],
    ['negative burn', { burnRates: { '1h': -1 } }, 'inconsistent', null],
  ])('%s', (_, rest, state, remaining) => {
    const derived = deriveSloState(figures(rest));
    expect(derived.state).toBe(state);
    expect(derived.remaining === null).toBe(remaining === null);
    expect(derived.remaining ?? 0).toBeCloseTo(remaining ?? 0, 9);
    expect(state === 'ok' || Boolean(derived.reason)).toBe(true);
  });

  it('says where the reported budget and the indicator disagree', () => {
    expect(deriveSloState(figures({ remaining: 0.9 })).reason).toMatch(
      /disagree/,
    );
  });

  it('never gets better when the indicator falls', () => {
    const order = ['ok', 'burning', 'breached'];
    fc.assert(
      fc.property(ratio, ratio, target, (a, b, objective) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const states = [low, high].map(
          sli => deriveSloState(figures({ sli, target: objective })).state,
        );
        expect(order.indexOf(states[0])).toBeGreaterThanOrEqual(
          order.indexOf(states[1]),
        );
      }),
    );
  });

  it('knows which state is worse', () => {
    expect(worseSloState('ok', 'no-data')).toBe('no-data');
    expect(worseSloState('breached', 'inconsistent')).toBe('breached');
  });
});
