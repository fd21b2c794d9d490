import { sentenceCase } from './sentenceCase';

it('writes an id as words', () => {
  expect(sentenceCase('backup-run')).toBe('Backup run');
});
