import { Theme } from '@material-ui/core/styles';

/** How legends look: the mark has the colour of the line, the words that of text. @internal */
export function legendProps(theme: Theme) {
  return {
    wrapperStyle: { fontSize: 12 },
    formatter: (title: string) => (
      <span style={{ color: theme.palette.text.secondary }}>{title}</span>
    ),
  };
}
