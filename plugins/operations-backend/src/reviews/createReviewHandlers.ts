import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../http/cursor';
import { entityRefOf } from '../http/entityRefOf';
import { Handlers } from '../http/Handlers';
import { ReviewService } from './ReviewService';
import { RightsService } from './RightsService';

const position = z.tuple([z.number().int(), z.string().max(1_500)]);

/** The inbox of whoever asks, and what they may decide. @internal */
export function createReviewHandlers(options: {
  reviews: ReviewService;
  rights: RightsService;
}): Handlers {
  return {
    getDecisionRights({ params, credentials }) {
      return options.rights.of(
        credentials,
        entityRefOf(params),
        params.scorecard,
      );
    },

    async listReviews({ query, credentials }) {
      const { state, entityRef, owner, scorecard, limit, cursor } = query;
      const { page, next } = await options.reviews.list(credentials, {
        states: state,
        entityRef,
        owner,
        scorecard,
        limit,
        after:
          cursor === undefined ? undefined : decodeCursor(cursor, position),
      });
      return {
        ...page,
        ...(next === undefined ? {} : { nextCursor: encodeCursor(next) }),
      };
    },
  };
}
