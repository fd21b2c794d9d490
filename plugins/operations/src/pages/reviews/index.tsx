import { SubPage } from '../SubPage';
import { ReviewsContent } from './ReviewsContent';

export { ReviewsContent };

/** The inbox with its margins. @internal */
export function ReviewsPage() {
  return (
    <SubPage>
      <ReviewsContent />
    </SubPage>
  );
}
