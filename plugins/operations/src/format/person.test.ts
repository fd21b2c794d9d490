import { personName } from './person';

it.each([
  ['user:default/sre-lead', 'sre-lead'],
  ['group:payments/owners', 'payments/owners'],
  ['operations-ci', 'operations-ci'],
])('%s is %s', (entityRef, name) => {
  expect(personName(entityRef)).toBe(name);
});
