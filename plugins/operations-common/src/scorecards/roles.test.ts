import { roleTitle } from './roles';

it.each([
  ['sre-lead', 'SRE lead'],
  ['compliance-officer', 'Compliance officer'],
  ['ciso', 'CISO'],
  ['platform_team', 'Platform team'],
])('%s is %s', (role, text) => {
  expect(roleTitle(role)).toBe(text);
});
