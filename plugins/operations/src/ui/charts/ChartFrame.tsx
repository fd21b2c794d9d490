import { ReactElement } from 'react';
import { ResponsiveContainer } from 'recharts';

/** A chart as one picture with a description; its parts say nothing to those who can't see it. @internal */
export function ChartFrame(props: {
  label: string;
  height: number;
  children: ReactElement;
}) {
  const { label, height, children } = props;
  return (
    <div role="img" aria-label={label} style={{ width: '100%', height }}>
      <div aria-hidden style={{ height: '100%' }}>
        <ResponsiveContainer>{children}</ResponsiveContainer>
      </div>
    </div>
  );
}
