import { Overview } from '@backstage-operations/plugin-operations-common';
import { MissingNotice } from '../ui/MissingNotice';

/** What parts of the overview lack, with the exact way to fill each. @internal */
export function Missing(props: {
  overview: Overview;
  of: readonly (keyof Overview)[];
}) {
  const { overview, of } = props;
  const sections: readonly string[] = of;
  const panels = overview.missing.filter(({ section }) =>
    sections.includes(section),
  );
  return (
    <>
      {panels.map(panel => (
        <MissingNotice key={panel.title} panel={panel} />
      ))}
    </>
  );
}
