import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  BodyOf,
  Contract,
  JsonResponse,
  OperationId,
  OperationSpec,
  ParamsOf,
  QueryOf,
} from '@backstage-operations/plugin-operations-common';
import { Request } from 'express';
import { Refused } from './Refused';
import { Streamed } from './Streamed';

type PrincipalOf<O extends OperationSpec> = O['allow'] extends readonly ['user']
  ? BackstageUserPrincipal
  : BackstageUserPrincipal | BackstageServicePrincipal;

/** One request after authentication and validation. @internal */
export interface Call<O extends OperationSpec = OperationSpec> {
  params: ParamsOf<O>;
  query: QueryOf<O>;
  body: BodyOf<O>;
  credentials: BackstageCredentials<PrincipalOf<O>>;
  request: Request;
}

/** What a handler resolves to: the JSON body, a stream, or a refusal in parts. @internal */
export type Answer<O extends OperationSpec> =
  O['response'] extends JsonResponse<infer T>
    ? T | Streamed | Refused
    : Streamed;

/** Answers one operation of the contract. @internal */
export type Handler<Id extends OperationId> = (
  call: Call<Contract[Id]>,
) => Promise<Answer<Contract[Id]>>;

/** Answers of some operations; every capability brings its own. @internal */
export type Handlers = { [Id in OperationId]?: Handler<Id> };
