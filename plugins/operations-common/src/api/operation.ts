import { ResourcePermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';

/** Body of an answer in JSON. @public */
export interface JsonResponse<T> {
  type: 'json';
  /** Name of the type in the OpenAPI document. */
  name: string;
  /** Carries the type of the answer; never present at run time. */
  readonly carries?: T;
}

/** Body of an answer that is streamed or not JSON. @public */
export interface RawResponse {
  type: 'raw';
  name: string;
  mediaTypes: readonly string[];
}

/** One operation of the HTTP API, from which validation, OpenAPI document and client are made. @public */
export interface OperationSpec {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the plugin's base, with `{name}` for parameters. */
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Schema of a JSON body; `bytes` for a file as it is. */
  body?: z.ZodType | 'bytes';
  /** Largest body after decompression, in bytes; 1 MiB when absent. */
  maxBytes?: number;
  response: JsonResponse<unknown> | RawResponse;
  /** More media types that `Accept` may ask for; they are streamed. */
  alsoProduces?: readonly string[];
  /** Status of success, 200 when absent. */
  status?: 200 | 201;
  /** Who may call at all, before permissions. */
  allow: readonly ('user' | 'service')[];
  /** What the caller needs on the entity it is about. */
  permission?: ResourcePermission;
}

/** Says that the answer is JSON of type T. @public */
export function json<T>(name: string): JsonResponse<T> {
  return { type: 'json', name };
}

/** Says that the answer is a file or stream. @public */
export function raw(name: string, ...mediaTypes: string[]): RawResponse {
  return { type: 'raw', name, mediaTypes };
}

type Shape<T, Fallback> = T extends z.ZodObject ? z.output<T> : Fallback;
type ShapeIn<T, Fallback> = T extends z.ZodObject ? z.input<T> : Fallback;
type None = Record<never, never>;

/** Validated path parameters of an operation. @public */
export type ParamsOf<O extends OperationSpec> = Shape<O['params'], None>;

/** Validated query of an operation. @public */
export type QueryOf<O extends OperationSpec> = Shape<O['query'], None>;

/** Validated body of an operation; bytes for a file. @public */
export type BodyOf<O extends OperationSpec> = O['body'] extends z.ZodType
  ? z.output<O['body']>
  : O['body'] extends 'bytes'
  ? Uint8Array
  : undefined;

/** What the operation answers with. @public */
export type ResponseOf<O extends OperationSpec> =
  O['response'] extends JsonResponse<infer T> ? T : Response;

type BodyIn<O extends OperationSpec> = O['body'] extends z.ZodType
  ? { body: z.input<O['body']> }
  : O['body'] extends 'bytes'
  ? { body: Uint8Array | string }
  : None;

/** What a client passes: path parameters and query in one object, and the body. @public */
export type RequestOf<O extends OperationSpec> = ShapeIn<O['params'], None> &
  ShapeIn<O['query'], None> &
  BodyIn<O>;
