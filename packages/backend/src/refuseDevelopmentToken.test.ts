import { refuseDevelopmentToken } from './refuseDevelopmentToken';

describe('refuseDevelopmentToken', () => {
  it.each([
    [{ NODE_ENV: 'development' }],
    [{ NODE_ENV: 'development', OPERATIONS_TOKEN: 'operations-dev-token' }],
    [{ NODE_ENV: 'production', OPERATIONS_TOKEN: 'a-secret-of-our-own' }],
  ])('lets %j start', env => {
    expect(() => refuseDevelopmentToken(env)).not.toThrow();
  });

  it.each([
    [{ NODE_ENV: 'production' }, 'OPERATIONS_TOKEN is not set'],
    [{}, 'not "development"'],
    [
      { NODE_ENV: 'production', OPERATIONS_TOKEN: 'operations-dev-token' },
      'the public development token',
    ],
  ])('refuses %j', (env, message) => {
    expect(() => refuseDevelopmentToken(env)).toThrow(message);
  });
});
