import { sentenceCase } from './sentenceCase';

it.each([
  ['backup-run', 'Backup run'],
  ['dr-drill', 'DR drill'],
  ['os-patches', 'OS patches'],
])('%s is %s', (id, words) => {
  expect(sentenceCase(id)).toBe(words);
});
