import {
  createContext,
  ReactNode,
  useContext,
  useEffect,
  useState,
} from 'react';

const NowContext = createContext<number | undefined>(undefined);

/** Gives everything below one shared clock that moves every half minute. @internal */
export function NowProvider(props: {
  children: ReactNode;
  /** Milliseconds since the epoch; the machine's clock by default. */
  clock?: () => number;
}) {
  const { children, clock = Date.now } = props;
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 30_000);
    return () => clearInterval(timer);
  }, [clock]);
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>;
}

/** The shared clock, milliseconds since the epoch. @internal */
export function useNow(): number {
  const shared = useContext(NowContext);
  const [own] = useState(() => Date.now());
  return shared ?? own;
}
