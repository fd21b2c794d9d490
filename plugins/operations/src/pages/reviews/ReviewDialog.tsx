import { ReviewItem } from '@backstage-operations/plugin-operations-common';
import { DecideWaiverDialog } from '../../decisions/DecideWaiverDialog';
import { SignItemDialog } from './SignItemDialog';

/** Opens what the item asks for: a sign-off or a decision on a waiver. @internal */
export function ReviewDialog(props: {
  item: ReviewItem;
  onClose: () => void;
  onDone: () => void;
}) {
  const { item, onClose, onDone } = props;
  return item.type === 'waiver' && item.waiver ? (
    <DecideWaiverDialog
      waiver={item.waiver}
      onClose={onClose}
      onDone={onDone}
    />
  ) : (
    <SignItemDialog item={item} onClose={onClose} onDone={onDone} />
  );
}
