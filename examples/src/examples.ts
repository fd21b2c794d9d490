import { accountsExample } from './accounts/accounts';
import { ordersDbExample } from './orders/ordersDb';
import { ordersExample } from './orders/orders';
import { paymentsExample } from './payments/payments';
import { searchExample } from './search/search';
import { Example, together } from './shared/Example';
import { Timeline } from './shared/Timeline';

/** All that the example says, as of an instant in milliseconds. `storefront` has nothing on purpose. */
export function examples(now: number): Example {
  const t = Timeline.at(now);
  const { batches, files } = together(
    ordersExample(t),
    ordersDbExample(t),
    paymentsExample(t),
    accountsExample(t),
    searchExample(t),
  );
  return {
    files,
    // What began before this instant and ends after it is told the next time.
    batches: batches.map(batch => ({
      ...batch,
      items: batch.items.filter(item => Date.parse(item.observedAt) <= now),
    })),
  };
}
