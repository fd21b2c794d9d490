import { hexToBytes } from '@noble/hashes/utils';
import { formatCheckpoint, parseCheckpoint } from './checkpoint';
import {
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  verifierKey,
} from './note';

/** The key and note of the Go implementation's documentation. */
const key =
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const note =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

describe('keys', () => {
  it('are read and written as other tools do', () => {
    const parsed = parseVerifierKey(key);
    expect(parsed?.keyHash).toBe('c74f20a3');
    expect(parsed && formatVerifierKey(parsed)).toBe(key);
    expect(parsed && verifierKey(parsed.name, parsed.publicKey)).toEqual(
      parsed,
    );
  });

  it.each([
    '',
    'name',
    key.replace('c74f20a3', 'c74f20a4'),
    key.replace('Peter', 'Petra'),
    key.slice(0, -4),
    key.replace('+ARpc', '+AhpcA'),
  ])('refuse %j', text => {
    expect(parseVerifierKey(text)).toBeUndefined();
  });
});

describe('notes', () => {
  it('are read and written as other tools do', () => {
    const parsed = parseNote(note);
    expect(parsed?.signatures).toMatchObject([
      { name: 'PeterNeumann', keyHash: 'c74f20a3' },
    ]);
    expect(parsed?.text.endsWith('problem is.\n')).toBe(true);
    expect(parsed && formatNote(parsed)).toBe(note);
  });

  it.each([
    '',
    'text',
    'text\n',
    'text\n\n',
    note.slice(0, -1),
    note.replace('— ', '- '),
    note.replace('x08go', 'x08g\u0000'),
    note.replace('If', 'I\u0007f'),
    `${note}\n`,
  ])('refuse %j', text => {
    expect(parseNote(text)).toBeUndefined();
  });
});

describe('checkpoints', () => {
  const root = 'ab'.repeat(32);

  it('are three lines', () => {
    const text = formatCheckpoint({ origin: 'example.com/log', size: 7, root });
    expect(text).toBe(
      `example.com/log\n7\n${Buffer.from(hexToBytes(root)).toString(
        'base64',
      )}\n`,
    );
    expect(parseCheckpoint(text)).toEqual({
      origin: 'example.com/log',
      size: 7,
      root,
    });
    expect(parseCheckpoint(`${text}more\n`)?.size).toBe(7);
  });

  it.each([
    '',
    'origin\n7\n',
    `origin\n07\n${btoa('x'.repeat(32))}\n`,
    `origin\n-1\n${btoa('x'.repeat(32))}\n`,
    `origin\n9007199254740993\n${btoa('x'.repeat(32))}\n`,
    `origin\n7\n${btoa('x'.repeat(31))}\n`,
    `origin\n7\n${btoa('x'.repeat(32))}`,
    `\n7\n${btoa('x'.repeat(32))}\n`,
  ])('refuse %j', text => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });
});
