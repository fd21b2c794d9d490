import { InputError } from '@backstage/errors';
import express, { Request, RequestHandler } from 'express';

/** Largest body of an operation that names no limit, in bytes. */
const MAX_JSON = 1024 * 1024;

/**
 * Collects the bytes of a body; anything larger than the limit is answered with 413 before it is in memory.
 *
 * @param maxBytes - limit after decompression
 * @remarks `Content-Encoding: gzip` is undone while it is counted, so that a small body can't become a large one.
 * @internal
 */
export function bodyReader(maxBytes: number = MAX_JSON): RequestHandler {
  return express.raw({ type: () => true, limit: maxBytes, inflate: true });
}

/** The bytes that {@link bodyReader} collected. @internal */
export function bodyBytes(request: Request): Uint8Array {
  return Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
}

/** The body as UTF-8 text. @internal */
export function bodyText(request: Request): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bodyBytes(request));
  } catch {
    throw new InputError('body: is not UTF-8');
  }
}
