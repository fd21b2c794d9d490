import {
  joinPath,
  keyProblem,
  maxDepth,
  numberProblem,
  textProblem,
  UnsafeValueError,
} from './unsafe';

const quote = 0x22;
const backslash = 0x5c;

/** An open object or array; reused for every container of its depth. */
interface Frame {
  isObject: boolean;
  key: string;
  index: number;
  keys: Set<string>;
}

/**
 * One pass over JSON text that finds what a parser would silently change or choke on.
 *
 * @remarks
 * It trusts the grammar: text that is no JSON may pass here and is refused by the parser afterwards. For text that is JSON it
 * sees exactly the parser's tokens.
 */
class JsonScanner {
  private at = 0;
  private depth = 0;
  private expectsKey = false;
  private readonly frames: Frame[] = [];

  constructor(private readonly text: string) {}

  run(): void {
    const { text } = this;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (code === quote) this.string();
      else if (code === 0x7b) this.open(true);
      else if (code === 0x5b) this.open(false);
      else if (code === 0x7d || code === 0x5d) this.close();
      else if (code === 0x2c) this.comma();
      else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) this.number();
      else if (code === 0x4e || code === 0x49) this.noNumber();
      else this.at += 1;
    }
  }

  private open(isObject: boolean): void {
    if (this.depth === maxDepth) {
      throw this.refuse(`nested deeper than ${maxDepth} levels`);
    }
    const frame = this.frames[this.depth];
    if (frame) {
      frame.isObject = isObject;
      frame.key = '';
      frame.index = 0;
      if (frame.keys.size > 0) frame.keys.clear();
    } else {
      this.frames.push({ isObject, key: '', index: 0, keys: new Set() });
    }
    this.depth += 1;
    this.expectsKey = isObject;
    this.at += 1;
  }

  private close(): void {
    if (this.depth > 0) this.depth -= 1;
    this.expectsKey = false;
    this.at += 1;
  }

  private comma(): void {
    const frame = this.frames[this.depth - 1];
    if (this.depth > 0) {
      frame.index += 1;
      this.expectsKey = frame.isObject;
    }
    this.at += 1;
  }

  private string(): void {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    let plain = true;
    let code = text.charCodeAt(at);
    while (code !== quote && at < text.length) {
      if (code === backslash) {
        plain = false;
        at += 1;
      } else if (code >= 0xd800 && code <= 0xdfff) {
        plain = false;
      }
      at += 1;
      code = text.charCodeAt(at);
    }
    this.at = at + 1;
    if (this.expectsKey) this.key(start, at, plain);
    else if (!plain) this.refuseIf(textProblem(this.decode(start, at)));
  }

  private key(start: number, end: number, plain: boolean): void {
    const key = plain
      ? this.text.slice(start + 1, end)
      : this.decode(start, end);
    const frame = this.frames[this.depth - 1];
    this.expectsKey = false;
    frame.key = key;
    this.refuseIf(keyProblem(key));
    if (frame.keys.has(key)) throw this.refuse('the key is there twice');
    frame.keys.add(key);
  }

  private decode(start: number, end: number): string {
    try {
      return JSON.parse(this.text.slice(start, end + 1));
    } catch {
      throw this.refuse('not a valid JSON text');
    }
  }

  private number(): void {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    let hasExponent = false;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const isDigit = code >= 0x30 && code <= 0x39;
      if (code === 0x65 || code === 0x45) hasExponent = true;
      else if (!isDigit && code !== 0x2e && code !== 0x2b && code !== 0x2d) {
        break;
      }
    }
    this.at = at;
    // Fifteen digits without an exponent are always safe.
    if (at - start > 15 || hasExponent) {
      this.refuseIf(numberProblem(Number(text.slice(start, at))));
    }
  }

  /** Some writers put these where JSON has no number; the parser would say neither what is wrong nor where. */
  private noNumber(): void {
    for (const name of ['NaN', 'Infinity']) {
      if (this.text.startsWith(name, this.at)) {
        throw this.refuse(numberProblem(Number(name)) ?? name);
      }
    }
    this.at += 1;
  }

  private refuseIf(problem: string | undefined): void {
    if (problem !== undefined) throw this.refuse(problem);
  }

  private refuse(message: string): UnsafeValueError {
    let path = '';
    for (const frame of this.frames.slice(0, this.depth)) {
      path = joinPath(path, frame.isObject ? frame.key : frame.index);
    }
    return new UnsafeValueError(path, message);
  }
}

/**
 * Throws for the first thing in JSON text that must not be stored.
 *
 * @throws UnsafeValueError that names the path
 */
export function checkJsonText(text: string): void {
  new JsonScanner(text).run();
}
