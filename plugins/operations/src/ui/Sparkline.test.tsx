import { render, screen } from '@testing-library/react';
import { Sparkline } from './Sparkline';

const point = (day: number, value: number | null) => ({
  at: `2026-03-0${day}T00:00:00Z`,
  value,
});

it('breaks the line where nothing was known instead of drawing a zero', () => {
  render(
    <Sparkline
      label="Trend of MTTA"
      points={[point(1, 5), point(2, 6), point(3, null), point(4, 7)]}
    />,
  );
  const chart = screen.getByRole('img', { name: 'Trend of MTTA' });
  const lines = [...chart.getElementsByTagName('polyline')];
  expect(
    lines.map(line => line.getAttribute('points')?.split(' ').length),
  ).toEqual([2, 1]);
});
