import { selects } from './selects';

const labels = ['service=checkout', 'env=prod', 'alertname=Down'];

it.each([
  ['service=checkout', true],
  ['service=search', false],
  ['service=search, service=checkout', true],
  ['service=checkout,env=prod', true],
  // Everything in production is not this service.
  ['service=search,env=prod', false],
  ['service=checkout,env=test', false],
  ['service', false],
  ['', false],
  [' , ', false],
])('%s', (selector, met) => {
  expect(selects(selector, labels)).toBe(met);
});
