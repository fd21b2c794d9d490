import { errorText } from './errorText';

it('prefers what the backend said', () => {
  const refused = Object.assign(new Error('Request failed with 409 Conflict'), {
    cause: new Error('the log has no entry yet'),
  });
  expect(errorText(refused)).toBe('the log has no entry yet');
  expect(errorText(new Error('offline'))).toBe('offline');
});
